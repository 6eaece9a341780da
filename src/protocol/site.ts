import * as v from 'valibot'
import { SessionIdFormSchema } from './session-id-form.ts'

/** A site without ports and credential, which only the companion knows. */
export const SiteSchema = v.object({
  id: v.string(),
  /** The origin of the hub: scheme, host and port, without a trailing slash. */
  hub: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/)),
  /** The form of new session ids, if it is not that of a GUID. An unknown one of a newer companion counts as none. */
  sessionIds: v.fallback(v.optional(SessionIdFormSchema), undefined),
})

export type Site = v.InferOutput<typeof SiteSchema>

/**
 * Adds the prefix, which comes first in every path on the proxy (docs/facts/qlik-sense.md §1.1). None of its
 * characters needs an escape.
 */
export const withPrefix = (hub: string, prefix: string): string => (prefix === '' ? hub : `${hub}/${prefix}`)

/** Returns the URL of the hub on a virtual proxy. `hub` is an origin. */
export const hubUrl = (hub: string, prefix: string): string => `${withPrefix(hub, prefix)}/hub/`

/** Returns the URL that reports who is signed in (Personal API, docs/facts/qlik-sense.md §2.1). */
export const currentUserUrl = (hub: string, prefix: string): string => `${withPrefix(hub, prefix)}/qps/user`

/** Returns the URL that issues the token of a WebSocket (docs/facts/qlik-sense.md §2.3). */
export const tokenUrl = (hub: string, prefix: string): string => `${withPrefix(hub, prefix)}/qps/csrftoken`

/** Returns the host of an http address, without scheme, port and path. */
export const getHost = (url: string): string => url.replace(/^[a-z]+:\/\//, '').replace(/(:\d+)?(\/.*)?$/, '')

export const isHttps = (origin: string): boolean => origin.startsWith('https:')
