import * as v from 'valibot'
import { MessageSchema } from '#messages/message'
import { FindingSchema } from './messages.ts'

/** One check of the doctor. `title` and `note` are in English. */
const SiteCheckSchema = v.object({
  id: v.string(),
  title: v.string(),
  /** Absent for a check of the machine. */
  site: v.optional(v.string()),
  state: v.picklist(['passed', 'warned', 'failed', 'skipped']),
  note: v.optional(v.string()),
  finding: v.optional(FindingSchema),
  /** Further warnings of the same check. */
  others: v.optional(v.array(FindingSchema)),
})

/** The answer in one sentence, about a site or this machine. */
const VerdictSchema = v.object({
  site: v.optional(v.string()),
  state: v.picklist(['passed', 'warned', 'failed']),
  /** In English. */
  sentence: v.string(),
  /** The same for other languages. */
  message: v.fallback(v.optional(MessageSchema), undefined),
})

/** The report of the doctor about a site and this machine. */
export const SiteReportSchema = v.object({
  healthy: v.boolean(),
  verdicts: v.array(VerdictSchema),
  checks: v.array(SiteCheckSchema),
})

export type SiteReport = v.InferOutput<typeof SiteReportSchema>
export type SiteCheck = v.InferOutput<typeof SiteCheckSchema>
