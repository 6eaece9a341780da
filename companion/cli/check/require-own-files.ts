import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { failure } from '#protocol/errors'
import type { ChosenReporter } from '../../check/reporters/reporters.ts'

/** What a command writes, and the option that names it. */
interface WrittenFile {
  option: string
  received: string
  file: string
}

/**
 * Throws BAD_REQUEST if a report, or the journal of `--out`, would replace a file that the command uses, or
 * another of them. Pipes and devices, such as `/dev/stdout`, may be named several times.
 */
export async function requireOwnFiles(
  reporters: readonly ChosenReporter[],
  used: readonly string[],
  out?: string,
): Promise<void> {
  const taken = new Set(await Promise.all(used.map(identify)))
  for (const { option, received, file } of listWritten(reporters, out)) {
    const identity = await identify(file)
    if (identity === undefined) continue
    if (taken.has(identity))
      throw failure('BAD_REQUEST', {
        field: option,
        received,
        expected:
          option === '--out' ? 'a file that this command does not read' : 'another file for each report',
        problem: `${file} is a file of this run already`,
      })
    taken.add(identity)
  }
}

const listWritten = (reporters: readonly ChosenReporter[], out: string | undefined): WrittenFile[] => [
  ...(out === undefined ? [] : [{ option: '--out', received: out, file: out }]),
  ...reporters.flatMap(({ name, file }) =>
    file === undefined ? [] : [{ option: '--reporter', received: `${name}=${file}`, file }],
  ),
]

/** Two paths can lead to one file. */
async function identify(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined)
  if (stats === undefined) return resolve(path)
  return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined
}
