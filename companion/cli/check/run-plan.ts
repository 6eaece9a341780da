import { failure } from '#protocol/errors'
import type { Plan } from '../../check/plan/plan.ts'
import { keepCredentials } from '../../credentials/load.ts'
import type { CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { executePlan, type PlanRun } from './execute-plan.ts'
import { openWantedBrowser } from './open-browser.ts'
import { requireOwnFiles } from './require-own-files.ts'
import { requireSites } from './require-sites.ts'
import { parseBail, parseMaxFailRate } from './run-limits.ts'
import { getJournalPath, type SelectionOptions, selectCases } from './select-cases.ts'
import { readLinked } from './servers.ts'
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
      const selected = await selectCases(check, plan, {
        ...options,
        expand: { listLinked: readLinked(sites, signal), isInBrowser: browser !== undefined },
      })
      const run: PlanRun = { check, plan, sites, browser, shard: options.shard, bail, maxFailRate, signal }
      const path = getJournalPath(plan, options)
      const { journals, summary } = await executePlan(run, selected, {
        path,
        resume: options.resume === true,
      })
      const text = await writeReports(check, reporters, { journals, summary }, path)
      const { checks: _, rules: __, ...counts } = summary
      return {
        result: { run: journals.run, summary: counts },
        text,
        isColored: true,
        exitCode: summary.exitCode,
      }
    }),
  )
}
