import * as v from 'valibot'
import { RunReportSchema } from './run-report.ts'

/** A run that has ended, in one line. */
const RunSummarySchema = v.object({
  id: v.string(),
  /** When it ended, in milliseconds since 1970. */
  at: v.number(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  outcome: v.picklist(['passed', 'failed', 'cancelled']),
  /** Of the finding. */
  code: v.optional(v.string()),
})

/** The recent runs, newest first; published once a page has asked for them. */
export const RunListSchema = v.object({
  runs: v.array(RunSummarySchema),
  /** How many were cleared and can be brought back. */
  cleared: v.number(),
})

/** The run that a page has asked to read. */
export const OpenedRunSchema = v.variant('status', [
  v.object({ status: v.literal('ready'), id: v.string(), facts: RunReportSchema }),
  v.object({ status: v.literal('missing'), id: v.string() }),
])

export const runHistoryIntents = [
  /** Answered by the slice `pastRuns`. */
  v.object({ intent: v.literal('listRuns') }),
  /** Answered by the slice `readRun`. */
  v.object({ intent: v.literal('readRun'), id: v.string() }),
  /** The same request under a fresh session id. */
  v.object({ intent: v.literal('runAgain'), id: v.string(), windowId: v.number() }),
  v.object({ intent: v.literal('clearRuns') }),
  v.object({ intent: v.literal('restoreRuns') }),
] as const

export type RunSummary = v.InferOutput<typeof RunSummarySchema>
export type RunList = v.InferOutput<typeof RunListSchema>
export type OpenedRun = v.InferOutput<typeof OpenedRunSchema>
