import * as v from 'valibot'
import { AttributeSchema } from '#protocol/identity'
import { ReportedCookieSchema } from '../runs/run-report.ts'

/** The session cookie that the active tab of a window sends, and what the QMC says about it. */
export const SessionCookieViewSchema = v.variant('status', [
  v.object({ status: v.literal('closed') }),
  /** The tab has no session cookie that Hubpass can read. */
  v.object({ status: v.literal('none'), windowId: v.number() }),
  v.object({
    status: v.literal('ready'),
    windowId: v.number(),
    cookie: v.object({
      ...ReportedCookieSchema.entries,
      /** The session id. Published only while a page shows the cookie. */
      value: v.string(),
      /** Seconds since 1970. Without it, the cookie ends with the browser session. */
      expirationDate: v.optional(v.number()),
    }),
    /** Where the cookie is valid, and for whom. */
    owner: v.object({
      site: v.string(),
      hub: v.string(),
      prefix: v.string(),
      user: v.object({ userDirectory: v.string(), userId: v.string() }),
      /** Those of a session that Hubpass has created. */
      attributes: v.optional(v.array(AttributeSchema)),
    }),
    /** The values from the settings of the virtual proxy; undefined without them. */
    qmc: v.optional(v.partial(v.pick(ReportedCookieSchema, ['name', 'domain', 'secure', 'sameSite']))),
  }),
])

export type SessionCookieView = v.InferOutput<typeof SessionCookieViewSchema>
export type ShownCookie = Extract<SessionCookieView, { status: 'ready' }>
