import * as v from 'valibot'
import { TextSchema } from './text-schema.ts'
import { UserAccessSchema } from './user-access.ts'

/** Far above the catalog and what a check says. */
const [maxChecks, maxLines] = [200, 100]

const LinesSchema = v.pipe(v.array(TextSchema), v.maxLength(maxLines))

/** The place of a setting, its value now, and the value that passes the check. */
const XrayRemedySchema = v.object({
  page: TextSchema,
  field: TextSchema,
  present: v.optional(TextSchema),
  wanted: TextSchema,
})

/** One check of a session. No text contains a session id. A newer companion may have other checks. */
const XrayCheckSchema = v.object({
  id: v.string(),
  title: TextSchema,
  verdict: v.picklist(['failed', 'undecided', 'passed', 'skipped']),
  severity: v.picklist(['high', 'medium', 'low', 'info']),
  class: v.string(),
  message: TextSchema,
  evidence: LinesSchema,
  /** Why it is undecided or skipped. */
  reason: v.optional(TextSchema),
  remedy: v.optional(XrayRemedySchema),
  references: v.pipe(v.array(v.string()), v.maxLength(maxLines)),
  /** Why it matters. */
  why: v.optional(TextSchema),
})

/** The result of the session checks for one user on one virtual proxy. */
export const XrayReportSchema = v.object({
  /** Such as `session-cookie@1`. */
  catalogue: v.string(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  checks: v.pipe(v.array(XrayCheckSchema), v.maxLength(maxChecks)),
  /** Who the user is to Qlik Sense. */
  access: v.fallback(v.optional(UserAccessSchema), undefined),
  requests: v.number(),
  sessions: v.number(),
})

/** Ids of checks that need permission, and `wait`. */
export const AllowedChecksSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(20))),
  v.maxLength(maxChecks),
)

export type XrayReport = v.InferOutput<typeof XrayReportSchema>
export type XrayCheck = v.InferOutput<typeof XrayCheckSchema>
