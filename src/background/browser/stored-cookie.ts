import * as v from 'valibot'
import { ReportedCookieSchema } from '#shared/runs/run-report'

/** A cookie as the browser keeps it. */
export const StoredCookieSchema = v.object({
  ...ReportedCookieSchema.entries,
  value: v.string(),
  /** Seconds since 1970; without it, the cookie ends with the browser. */
  expirationDate: v.optional(v.number()),
  /** The address to set it for. */
  url: v.string(),
})

export type StoredCookie = v.InferOutput<typeof StoredCookieSchema>

/** What tells cookies of one name apart. */
export const toCookieKey = ({ domain, path }: Pick<StoredCookie, 'domain' | 'path'>): string =>
  `${domain}${path}`
