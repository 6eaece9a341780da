import * as v from 'valibot'
import { ReportedCookieSchema } from '#shared/runs/run-report'

/** Describes a cookie as the browser stores it. */
export const StoredCookieSchema = v.object({
  ...ReportedCookieSchema.entries,
  value: v.string(),
  /** Seconds since 1970. Without it, the cookie ends with the browser session. */
  expirationDate: v.optional(v.number()),
  /** The address to set the cookie for. */
  url: v.string(),
  /** The partition of a cookie with the attribute Partitioned. */
  partitionKey: v.optional(
    v.object({
      topLevelSite: v.string(),
      hasCrossSiteAncestor: v.exactOptional(v.boolean()),
    }),
  ),
  /** The domain to which First-Party Isolation of Firefox confines the cookie. */
  firstPartyDomain: v.optional(v.string()),
})

export type StoredCookie = v.InferOutput<typeof StoredCookieSchema>
