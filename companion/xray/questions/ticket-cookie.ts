import { isHttps } from '#protocol/site'
import { hideCookieValue, parseSetCookie, type RawCookie } from '../rules/set-cookie.ts'
import type { Questions } from './questions.ts'
import type { VirtualProxyFacts } from './site-facts.ts'
import { askFirstTicket } from './tickets.ts'

/** The cookie that the proxy sets for an own ticket. */
export interface CookieFacts {
  questions: Questions
  /** Every line of the cookie: a browser may keep each of them. */
  cookies: readonly RawCookie[]
  /** The raw lines without the id. */
  lines: string[]
  isOnHttps: boolean
}

export async function askCookie(questions: Questions): Promise<CookieFacts> {
  const { setCookies } = await askFirstTicket(questions)
  return {
    questions,
    cookies: setCookies.map(parseSetCookie),
    lines: setCookies.map(line => `Set-Cookie: ${hideCookieValue(line)}`),
    isOnHttps: isHttps(questions.port.hub),
  }
}

/** Returns the settings of the cookie for the scheme of the hub. */
export const getAttributes = ({ settings }: VirtualProxyFacts, isOnHttps: boolean) =>
  isOnHttps ? settings.https : settings.http
