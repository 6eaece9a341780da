import { failure, HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { errorMessage } from '#protocol/text'
import type { CaseContents } from '../../../check/cases/content.ts'
import type { Plan } from '../../../check/plan/plan.ts'
import { pluralize } from '../../../util/text.ts'
import { WatchedFiles } from '../../../util/watched-files.ts'
import { extractGlobalFlags } from '../../global-flags.ts'
import { runInterruptible } from '../../interrupt.ts'
import { formatFinding } from '../../output/finding.ts'
import { writeNote } from '../../output/notes.ts'
import { requireSites } from '../require-sites.ts'
import { type RunOptions, runPlan } from '../run-plan.ts'
import { getDefaultPath, selectCases } from '../select-cases.ts'
import { readLinked } from '../servers.ts'
import type { Check } from '../with-check.ts'
import { withCheck } from '../with-check.ts'

/**
 * Runs a plan, and after each change of it or of its files with personas the cases that are different. A
 * plan with a mistake, or a site that does not answer, waits for the next change. Ends with CANCELLED.
 * Throws BAD_REQUEST.
 */
export async function watchPlan(file: string, options: RunOptions): Promise<never> {
  if (extractGlobalFlags(process.argv.slice(2)).flags.json)
    throw failure('BAD_REQUEST', {
      field: '--watch',
      received: '--json',
      expected: 'one of the two',
      problem: 'a watch ends with Ctrl-C, and not with one document',
    })
  return runInterruptible(async signal => {
    using files = new WatchedFiles()
    await watchFiles(files, [file])
    let known: CaseContents = new Map()
    for (;;) {
      await files.remember()
      try {
        known = await withCheck(check => runTouched(check, { file, options, known, files, signal }))
      } catch (error) {
        signal.throwIfAborted()
        const finding = toFinding(error)
        if (!(error instanceof HubpassError) || finding.code === 'INTERNAL') throw error
        process.stderr.write(formatFinding(finding))
      }
      writeNote('Waiting for a change. Ctrl-C ends.\n')
      await files.waitForChange(signal)
    }
  })
}

interface Watch {
  file: string
  options: RunOptions
  known: CaseContents
  files: WatchedFiles
  signal: AbortSignal
}

/** Runs the cases that are different from those that are known. Returns all of the plan. */
async function runTouched(
  check: Check,
  { file, options, known, files, signal }: Watch,
): Promise<CaseContents> {
  const plan = await check.readPlan(file, process.env)
  for (const note of plan.notes) writeNote(check.formatNote(note))
  await watchFiles(files, [file, ...listPersonaFiles(plan)])
  const sites = await requireSites(check, plan)
  const expand = { listLinked: readLinked(sites, signal) }
  const { total, contents } = await selectCases(check, plan, { ...options, expand })
  if (contents.size === 0) throw failure('NO_CASE_SELECTED', { file, cases: total })
  const touched = check.findTouched(known, contents)
  if (touched.size === 0) {
    writeNote('No case is different.\n')
    return contents
  }
  if (known.size > 0) writeNote(`Running ${pluralize(touched.size, 'case')} of ${contents.size}.\n`)
  const isWanted = ({ id }: { id: string }) => touched.has(id)
  // A few cases must not cost the journal of all.
  const { journal = getDefaultPath(plan, '.watch.ndjson') } = options
  const { text } = await runPlan(check, plan, { ...options, journal, isWanted })
  // Bytes, because the guard of the output removes colors from text.
  process.stdout.write(Buffer.from(`${text.trimEnd()}\n`))
  return contents
}

/** Throws BAD_REQUEST for a folder that cannot be watched. */
async function watchFiles(files: WatchedFiles, paths: readonly string[]): Promise<void> {
  try {
    await files.watch(paths)
  } catch (error) {
    throw failure(
      'BAD_REQUEST',
      {
        field: '--watch',
        received: paths.join(', '),
        expected: 'files in folders that the system can watch',
        problem: errorMessage(error),
      },
      error,
    )
  }
}

const listPersonaFiles = ({ blocks }: Plan): string[] => [
  ...new Set(blocks.flatMap(({ personas }) => personas.flatMap(each => ('path' in each ? [each.path] : [])))),
]
