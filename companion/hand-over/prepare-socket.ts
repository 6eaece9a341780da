import type { SecureContext } from 'node:tls'
import type { SessionCookie } from '#protocol/session-cookie'
import type { SiteConfiguration } from '../config/schema.ts'
import { fetchToken } from '../qlik/engine/fetch-token.ts'

/** What a WebSocket to the engine needs (docs/facts/qlik-sense.md §2.3). */
export interface PreparedSocket {
  headers: { Cookie: string; Origin: string }
  /** Releases before November 2024 need none. */
  token: string | undefined
  /** The trust that accepted the certificate of the front end. */
  secureContext: SecureContext | undefined
}

/** Asks for the token of a WebSocket. Throws HUB_UNREACHABLE and the codes of the group credential. */
export async function prepareSocket(session: {
  site: SiteConfiguration
  prefix: string
  cookie: SessionCookie
}): Promise<PreparedSocket> {
  const { site, cookie } = session
  const fetched = await fetchToken({ ...session, userAgent: undefined }, new AbortController().signal)
  const { token, cookies, secureContext } = fetched
  const pairs = [`${cookie.name}=${cookie.value}`, ...cookies]
  return { headers: { Cookie: pairs.join('; '), Origin: site.hub }, token, secureContext }
}
