import * as v from 'valibot'

/** A cookie as the browser keeps it. */
export const StoredCookieSchema = v.object({
  name: v.string(),
  value: v.string(),
  /** With a leading dot unless it is host-only. */
  domain: v.string(),
  hostOnly: v.boolean(),
  path: v.string(),
  secure: v.boolean(),
  httpOnly: v.boolean(),
  sameSite: v.picklist(['no_restriction', 'lax', 'strict', 'unspecified']),
  /** Seconds since 1970; without it, the cookie ends with the browser. */
  expirationDate: v.optional(v.number()),
  /** The address to set it for. */
  url: v.string(),
})

export type StoredCookie = v.InferOutput<typeof StoredCookieSchema>

/** What tells cookies of one name apart. */
export const placeOf = ({ domain, path }: Pick<StoredCookie, 'domain' | 'path'>): string => `${domain}${path}`
