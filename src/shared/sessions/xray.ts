import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'
import { TextSchema } from '#protocol/text-schema'
import { XrayReportSchema } from '#protocol/xray'
import { VersionsSchema } from '../runs/run-report.ts'

const targetEntries = {
  /** The window that shows the answer. */
  windowId: v.number(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
}

/** The session checks of a user on a virtual proxy: how far they are, or their result. */
export const XrayViewSchema = v.variant('status', [
  v.object({ status: v.literal('closed') }),
  v.object({
    status: v.literal('working'),
    ...targetEntries,
    /** Absent until the first check starts. */
    progress: v.optional(v.object({ done: v.number(), total: v.number(), title: TextSchema })),
  }),
  v.object({
    status: v.literal('done'),
    ...targetEntries,
    report: XrayReportSchema,
    /** Milliseconds since 1970. */
    endedAt: v.number(),
    versions: VersionsSchema,
  }),
  v.object({ status: v.literal('failed'), ...targetEntries, finding: FindingSchema }),
])

export const XrayTargetSchema = v.object(targetEntries)

export type XrayView = v.InferOutput<typeof XrayViewSchema>
export type XrayTarget = v.InferOutput<typeof XrayTargetSchema>

export const xrayIntents = [
  /** Starts the checks. If others still run, the window shows those. */
  v.object({ intent: v.literal('startXray'), ...targetEntries }),
  v.object({ intent: v.literal('cancelXray') }),
  /** Forgets the result. */
  v.object({ intent: v.literal('closeXray') }),
] as const
