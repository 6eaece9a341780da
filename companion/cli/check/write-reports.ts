import { constants, open } from 'node:fs/promises'
import type { ReportSource } from '../../check/reporters/reporter.ts'
import type { ChosenReporter } from '../../check/reporters/reporters.ts'
import { writeFailure } from '../../util/write-file.ts'
import { writeSecret } from '../../util/write-secret.ts'
import { createColorizer } from '../output/colors.ts'
import { writeNote } from '../output/notes.ts'
import type { Check } from './with-check.ts'

/**
 * Writes the reports that have a file, and returns the text for standard output. A report names users, so
 * only its owner can read it. A report that cannot be written stops no other. Throws FILE_NOT_WRITTEN and
 * JOURNAL_INVALID.
 */
export async function writeReports(
  check: Check,
  chosen: readonly ChosenReporter[],
  source: Omit<ReportSource, 'colorize'>,
  journal?: string,
): Promise<string> {
  const plain: ReportSource = { ...source, colorize: (_, text) => text }
  const colored: ReportSource = { ...source, colorize: await createColorizer(process.stdout) }
  let text = ''
  let failed: unknown
  const keep = (error: unknown) => {
    failed ??= error
  }
  for (const { name, write, file } of chosen) {
    if (file === undefined) for await (const part of write(colored)) text += part
    else await writeSecret(file, write(plain)).catch(keep)
    if (name === 'github') await appendStepSummary(check, plain).catch(keep)
  }
  if (failed === undefined) return text
  if (journal !== undefined)
    writeNote(`The journal ${journal} has all results. Make its reports with "hubpass report merge".\n`)
  throw failed
}

/** GitHub shows what is in this file on the page of the run. */
async function appendStepSummary({ formatMarkdown }: Check, source: ReportSource): Promise<void> {
  const file = process.env.GITHUB_STEP_SUMMARY
  if (file === undefined || file === '') return
  try {
    // Without O_NONBLOCK, opening a pipe waits for its reader. Windows lacks the flag.
    await using summary = await open(
      file,
      constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0),
    )
    for await (const part of formatMarkdown(source)) await summary.write(part)
  } catch (error) {
    throw writeFailure(file, error)
  }
}
