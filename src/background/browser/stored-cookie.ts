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
})

export type StoredCookie = v.InferOutput<typeof StoredCookieSchema>

/** Returns what distinguishes cookies of the same name. */
export const toCookieKey = ({ domain, path }: Pick<StoredCookie, 'domain' | 'path'>): string =>
  `${domain}${path}`
