import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { holdAuditFiles } from '../../audit/append-to-newest.ts'
import type { CaseBrowser } from '../../check/browser/case-browser.ts'
import type { Plan } from '../../check/plan/plan.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { keepCredentials } from '../../credentials/load.ts'
import { SessionRecord } from '../../open-sessions/session-record.ts'
import { sweepLeftSessions } from '../../open-sessions/sweep.ts'
import { companionVersion } from '../../util/version.ts'
import type { CommandOutput } from '../command.ts'
import { getExitCode } from '../exit-codes.ts'
import { runInterruptible } from '../interrupt.ts'
import { writeNote } from '../output/notes.ts'
import { createRunProgress } from '../output/run-progress.ts'
import { openWantedBrowser } from './open-browser.ts'
import { requireOwnFiles } from './require-own-files.ts'
import { requireSites } from './require-sites.ts'
import { readDone } from './resume.ts'
import { parseBail, parseMaxFailRate, tolerate } from './run-limits.ts'
import { getJournalPath, type SelectedCases, type SelectionOptions, selectCases } from './select-cases.ts'
import { createCaseRunner, readLinked } from './servers.ts'
import type { Check } from './with-check.ts'
import { writeReports } from './write-reports.ts'

export interface RunOptions extends SelectionOptions {
  reporter?: string
  resume?: boolean
  bail?: string
  maxFailRate?: string
  /** A name or a path, or the first one that is found. */
  browser?: string | true
}

interface Run {
  check: Check
  plan: Plan
  options: RunOptions
  sites: ReadonlyMap<string, SiteConfiguration>
  signal: AbortSignal
  browser?: CaseBrowser | undefined
}

/**
 * Runs the cases of a plan and reports them. The exit code is that of the report. Throws BAD_REQUEST,
 * NO_CASE_SELECTED, SITE_UNKNOWN, JOURNAL_IN_USE, JOURNAL_INVALID, FILE_NOT_WRITTEN, CANCELLED, and what
 * QRS answers to a question for linked virtual proxies.
 */
export async function runPlan(check: Check, plan: Plan, options: RunOptions): Promise<CommandOutput> {
  const reporters = check.parseReporters(options.reporter ?? 'terminal')
  const bail = parseBail(options.bail)
  const maxFailRate = parseMaxFailRate(options.maxFailRate)
  if (options.resume === true && options.lastFailed === true)
    throw failure('BAD_REQUEST', {
      field: '--resume',
      received: '--last-failed',
      expected: 'one of the two',
      problem: 'each case that failed is complete',
    })
  const files = plan.blocks.flatMap(({ personas }) =>
    personas.flatMap(each => ('path' in each ? each.path : [])),
  )
  await requireOwnFiles(reporters, [plan.file, getJournalPath(plan, options), ...files])
  const sites = await requireSites(check, plan)
  return runInterruptible(signal =>
    keepCredentials(async () => {
      await using browser = await openWantedBrowser(plan, options, { sites, signal })
      const run: Run = { check, plan, options, sites, signal, browser }
      const selected = await selectCases(check, plan, {
        ...options,
        expand: { listLinked: readLinked(sites, signal) },
      })
      const { journals, summary, exitCode } = await execute(run, selected, { bail, maxFailRate })
      const text = await writeReports(check, reporters, { journals, summary }, getJournalPath(plan, options))
      const { checks: _, rules: __, ...counts } = summary
      return {
        result: { run: journals.run, summary: { ...counts, exitCode } },
        text,
        isColored: true,
        exitCode,
      }
    }),
  )
}

/** Short beside a case, and long enough for the entries of several. */
const recordPauseMs = 8

interface Tolerance {
  bail: number | undefined
  maxFailRate: number
}

async function execute(run: Run, { total, readCases }: SelectedCases, { bail, maxFailRate }: Tolerance) {
  const { check, plan, options, signal } = run
  const path = getJournalPath(plan, options)
  const done = options.resume === true ? await readDone(check, plan, path) : new Set<string>()
  const isLeft = ({ id }: { id: string }) => !done.has(id)
  const wanted = new Set<string>()
  let left = 0
  for await (const each of readCases()) {
    wanted.add(each.id)
    if (isLeft(each)) left += 1
  }
  if (wanted.size === 0) throw failure('NO_CASE_SELECTED', { file: plan.file, cases: total })
  await sweepLeftSessions('cli', signal)
  const journal = await check.openJournal(path, { resume: options.resume === true })
  const record = new SessionRecord({ pauseMs: recordPauseMs })
  const releaseAuditFiles = holdAuditFiles({ isForMany: true })
  const progress = createRunProgress(process.stderr, left)
  const end = (interrupted: boolean, exitCode: number) =>
    journal.append({ type: 'end', at: new Date().toISOString(), interrupted, exitCode })
  try {
    await journal.append(describeRun(run, wanted.size))
    const { isComplete } = await check.executeCases({
      plan,
      cases: filter(readCases(), isLeft),
      runCase: createCaseRunner(plan, run.sites, { record, browser: run.browser }),
      journal,
      bail,
      today: new Date().toISOString().slice(0, 10),
      signal,
      onCase: isAsExpected => progress.onCase(isAsExpected),
    })
    const journals = await check.openJournals([path], id => wanted.has(id))
    const summary = await check.summarizeRun(journals)
    const exitCode = tolerate(summary, maxFailRate) || Number(!isComplete)
    await end(!isComplete, exitCode)
    return { journals: { ...journals, isComplete }, summary: { ...summary, isComplete }, exitCode }
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

function describeRun({ plan, options, check }: Run, cases: number) {
  const { file, name, blocks } = plan
  const catalogue = blocks.find(({ checks }) => checks !== undefined)?.checks?.catalogue
  return {
    type: 'run' as const,
    journal: 'hubpass-check' as const,
    version: 1,
    at: new Date().toISOString(),
    hubpass: companionVersion,
    plan: { file, name },
    cases,
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(options.shard === undefined ? {} : { shard: check.parseShard(options.shard) }),
  }
}

async function* filter<T>(items: AsyncIterable<T>, isWanted: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (isWanted(item)) yield item
}
