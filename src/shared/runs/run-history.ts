import * as v from 'valibot'
import { RunReportSchema } from './run-report.ts'

/** A finished run in one line. */
const RunSummarySchema = v.object({
  id: v.string(),
  /** When the run ended, in milliseconds since 1970. */
  at: v.number(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  outcome: v.picklist(['passed', 'failed', 'cancelled']),
  /** The code of the finding. */
  code: v.optional(v.string()),
})

/** The recent runs, newest first. Published once a page has requested them. */
export const RunListSchema = v.object({
  runs: v.array(RunSummarySchema),
  /** The number of cleared runs that can be restored. */
  cleared: v.number(),
})

/** The run that a page has requested. */
export const OpenedRunSchema = v.variant('status', [
  v.object({ status: v.literal('ready'), id: v.string(), facts: RunReportSchema }),
  v.object({ status: v.literal('missing'), id: v.string() }),
])

export const runHistoryIntents = [
  /** Answered in the slice `runHistory`. */
  v.object({ intent: v.literal('listRuns') }),
  /** Answered in the slice `openedRun`. */
  v.object({ intent: v.literal('readRun'), id: v.string() }),
  /** Repeats the request with a new session id. */
  v.object({ intent: v.literal('runAgain'), id: v.string(), windowId: v.number() }),
  v.object({ intent: v.literal('clearRuns') }),
  v.object({ intent: v.literal('restoreRuns') }),
] as const

export type RunSummary = v.InferOutput<typeof RunSummarySchema>
export type RunList = v.InferOutput<typeof RunListSchema>
export type OpenedRun = v.InferOutput<typeof OpenedRunSchema>
