import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'
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
  /** The finding of a failed run. */
  finding: v.optional(FindingSchema),
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

export type RunSummary = v.InferOutput<typeof RunSummarySchema>
export type RunList = v.InferOutput<typeof RunListSchema>
export type OpenedRun = v.InferOutput<typeof OpenedRunSchema>
