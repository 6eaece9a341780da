import type { SecureContext } from 'node:tls'
import { tokenUrl } from '#protocol/site'
import { askHub } from '../hub/request.ts'
import { asksToSignIn } from './conversation.ts'
import type { EngineQuestion } from './question.ts'

export interface FetchedToken {
  token: string | undefined
  /** Whether the front end knows no address for tokens, as releases before May 2024. */
  isUnknownAddress: boolean
  /** Whether it asks to sign in instead: it does not know the session. */
  isSignedOut: boolean
  /** Cookies that belong to the token (docs/facts/qlik-sense.md §2.3), as `name=value`. */
  cookies: readonly string[]
  /** The trust that accepted the certificate of the front end. */
  secureContext: SecureContext | undefined
}

/** Asks for the token that a WebSocket needs since November 2024 (docs/facts/qlik-sense.md §2.3). */
export async function fetchToken(
  { site, prefix, cookie, userAgent }: Pick<EngineQuestion, 'site' | 'prefix' | 'cookie' | 'userAgent'>,
  signal: AbortSignal,
): Promise<FetchedToken> {
  const more = userAgent === undefined ? undefined : { 'User-Agent': userAgent }
  const { response, secureContext } = await askHub(site, tokenUrl(site.hub, prefix), cookie, signal, more)
  const { status, headers } = response
  const token = headers['qlik-csrf-token']
  return {
    token: status < 300 && typeof token === 'string' ? token : undefined,
    isUnknownAddress: status === 404,
    isSignedOut: asksToSignIn({ status, location: headers.location }),
    cookies: listOtherCookies(headers['set-cookie'], cookie.name),
    secureContext,
  }
}

const listOtherCookies = (lines: readonly string[] = [], sessionCookie: string): string[] =>
  lines
    .map(line => line.split(';')[0]?.trim() ?? '')
    .filter(pair => /^[!-:<-~]+=[!-:<-~]*$/.test(pair) && !pair.startsWith(`${sessionCookie}=`))
    .slice(0, maxCookies)

const maxCookies = 5
