import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { holdAuditFiles } from '../../audit/append-to-newest.ts'
import type { CaseBrowser } from '../../check/browser/case-browser.ts'
import type { Journals } from '../../check/journal/journals.ts'
import type { Plan } from '../../check/plan/plan.ts'
import type { RunSummary } from '../../check/reporters/summarize.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { SessionRecord } from '../../open-sessions/session-record.ts'
import { sweepLeftSessions } from '../../open-sessions/sweep.ts'
import { companionVersion } from '../../util/version.ts'
import { getExitCode } from '../exit-codes.ts'
import { writeNote } from '../output/notes.ts'
import { createRunProgress } from '../output/run-progress.ts'
import { openRunJournal, type RunJournal, type RunJournalOptions } from './run-journal.ts'
import { tolerate } from './run-limits.ts'
import type { SelectedCases } from './select-cases.ts'
import { createCaseRunner } from './servers.ts'
import type { Check } from './with-check.ts'

/** A plan with what its cases need. */
export interface PlanRun {
  check: Check
  plan: Plan
  sites: ReadonlyMap<string, SiteConfiguration>
  browser?: CaseBrowser | undefined
  /** As it was given. */
  shard?: string | undefined
  bail: number | undefined
  maxFailRate: number
  signal: AbortSignal
}

/**
 * Runs the selected cases and writes their journal. The exit code of the summary is that of the command.
 * Throws NO_CASE_SELECTED, JOURNAL_IN_USE, JOURNAL_INVALID, FILE_NOT_WRITTEN and CANCELLED.
 */
export async function executePlan(
  run: PlanRun,
  { total, all, contents, readCases }: SelectedCases,
  journalOptions: Omit<RunJournalOptions, 'signal'>,
): Promise<{ journals: Journals; summary: RunSummary }> {
  const { check, plan, sites, browser, bail, maxFailRate, signal } = run
  const { path } = journalOptions
  if (contents.size === 0) throw failure('NO_CASE_SELECTED', { file: plan.file, cases: total })
  await sweepLeftSessions('cli', signal)
  // An interruption until here must not cost the journal of the last run.
  const openedJournal = await openRunJournal(check, plan, { ...journalOptions, signal })
  const { journal, isDone } = openedJournal
  const record = new SessionRecord()
  const releaseAuditFiles = holdAuditFiles({ isForMany: true })
  const left = [...contents].filter(([id, content]) => !isDone({ id, content }))
  const progress = createRunProgress(process.stderr, left.length)
  const end = (interrupted: boolean, exitCode: number) =>
    Promise.all([
      journal.append({ type: 'end', at: new Date().toISOString(), interrupted, exitCode }),
      journal.flush(),
    ])
  try {
    const lost = listLost(openedJournal, { all, contents })
    await journal.append({ ...describeRun(run, contents.size), ...(lost.length === 0 ? {} : { lost }) })
    const executed = await check.executeCases({
      plan,
      // None that somebody has added to a file with personas in the meantime.
      cases: filter(readCases(), each => contents.has(each.id) && !isDone(each)),
      runCase: createCaseRunner(plan, sites, { record, browser }),
      journal,
      bail,
      today: new Date().toISOString().slice(0, 10),
      signal,
      onCase: isAsExpected => progress.onCase(isAsExpected),
    })
    // Not the results of cases that the options have not selected.
    const journals = await check.openJournals([path], ({ id }) => contents.has(id))
    // The journal has no end yet, so that its own answer would be no.
    const summary = await check.summarizeRun({ ...journals, isComplete: true })
    // Fewer cases are left if somebody has shortened a file with personas in the meantime.
    const isComplete = executed.isComplete && summary.cases === contents.size
    const exitCode = tolerate(summary, maxFailRate) || Number(!isComplete)
    await end(!isComplete, exitCode)
    return { journals: { ...journals, isComplete }, summary: { ...summary, isComplete, exitCode } }
  } catch (error) {
    progress.end()
    // The reason of the end is more useful than a second failure.
    await end(true, getExitCode(toFinding(error))).catch(() => {})
    writeNote(`The journal ${path} has the cases until now. Go on with --resume.\n`)
    throw error
  } finally {
    progress.end()
    await record.end()
    releaseAuditFiles()
    await journal.close().catch(() => {})
  }
}

/** Lists the results that no longer answer the plan. Those of cases that were not selected stay. */
const listLost = (
  { done, isDone }: RunJournal,
  { all, contents }: Pick<SelectedCases, 'all' | 'contents'>,
): string[] =>
  [...done].filter(id => {
    const content = contents.get(id)
    return content === undefined ? !all.has(id) : !isDone({ id, content })
  })

function describeRun({ check, plan, shard }: PlanRun, cases: number) {
  const { file, name, blocks } = plan
  const catalogue = blocks.find(({ checks }) => checks !== undefined)?.checks?.catalogue
  return {
    type: 'run' as const,
    journal: 'hubpass-check' as const,
    version: 1,
    at: new Date().toISOString(),
    hubpass: companionVersion,
    plan: { file, name, content: check.hashPlan(plan) },
    cases,
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(shard === undefined ? {} : { shard: check.parseShard(shard) }),
  }
}

async function* filter<T>(items: AsyncIterable<T>, isWanted: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (isWanted(item)) yield item
}
