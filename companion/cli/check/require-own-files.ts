import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { failure } from '#protocol/errors'
import type { ChosenReporter } from '../../check/reporters/reporters.ts'

/**
 * Throws BAD_REQUEST if a report would replace a file that the command reads or writes, or another report.
 * Pipes and devices, such as `/dev/stdout`, may be named several times.
 */
export async function requireOwnFiles(
  reporters: readonly ChosenReporter[],
  used: readonly string[],
): Promise<void> {
  const taken = new Set(await Promise.all(used.map(identify)))
  for (const { name, file } of reporters) {
    const identity = file === undefined ? undefined : await identify(file)
    if (file === undefined || identity === undefined) continue
    if (taken.has(identity))
      throw failure('BAD_REQUEST', {
        field: '--reporter',
        received: `${name}=${file}`,
        expected: 'another file for each report',
        problem: `${file} is a file of this run already`,
      })
    taken.add(identity)
  }
}

/** Two paths can lead to one file. */
async function identify(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined)
  if (stats === undefined) return resolve(path)
  return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined
}
