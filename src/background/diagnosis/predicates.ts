import { getHost, isHttps } from '#protocol/hub-urls'
import { cookieNameOnWire } from '#protocol/session-cookie'
import { type StoredCookie, toCookieKey } from '../browser/stored-cookie.ts'
import type { Facts } from './facts.ts'

/** What several causes read from the facts. */

export const usesHttps = ({ hub }: Facts): boolean => isHttps(hub)

/** The hub shows nobody, or somebody else: whatever it was sent, it was not our session. */
export const isSessionIgnored = ({ code }: Facts): boolean =>
  code === 'NOT_SIGNED_IN' || code === 'WRONG_IDENTITY'

/** People without a session are `NONE\anonymous<GUID>` (docs/facts/qlik-sense.md §2.1). */
export const isAnonymous = ({ received }: Facts): boolean =>
  received?.userDirectory.toUpperCase() === 'NONE' && /^anonymous/i.test(received.userId)

/** The cookie whose session the hub has taken in place of ours. */
export const findAcceptedCookie = ({ jar, receivedSessions }: Facts): StoredCookie | undefined =>
  jar?.find(({ value }) => receivedSessions?.includes(value))

/** The name that the virtual proxy looks for, where it is known; on plain http with its suffix (docs/facts/qlik-sense.md §3.5). */
export function findExpectedCookieName(facts: Facts): string | undefined {
  const { cookieName } = facts.virtualProxy ?? {}
  return cookieName === undefined
    ? findAcceptedCookie(facts)?.name
    : cookieNameOnWire(cookieName, usesHttps(facts))
}

/** Whether the cookie has a name that the virtual proxy looks for, as far as anybody knows. */
export const isCookieNamePlausible = (facts: Facts): boolean =>
  [undefined, facts.planned.cookie.name].includes(findExpectedCookieName(facts))

/** Cookies of our name in other places, with another session. */
export const findShadowingCookies = ({ sent = [], planned: { cookie } }: Facts): StoredCookie[] =>
  sent.filter(one => toCookieKey(one) !== toCookieKey(cookie) && one.value !== cookie.value)

/** What stands now where the run had put its cookie. */
export const findCookieWithOurKey = ({ sent, planned: { cookie } }: Facts): StoredCookie | undefined =>
  sent?.find(one => toCookieKey(one) === toCookieKey(cookie))

/** Where the tab has ended, if anybody may know. */
export const getTabUrl = ({ tab }: Facts): URL | undefined =>
  tab?.url === undefined ? undefined : new URL(tab.url)

/** The host of the virtual proxy's own login module: to be led there is what happens to everybody without a session. */
export function getLoginHost({ virtualProxy }: Facts): string | undefined {
  const uri = virtualProxy?.authenticationModuleUri
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).hostname : undefined
}

/** Whether the hub's page was asked for by a page of another site, whose requests get no SameSite Strict cookie. */
export function findRedirectSource({ hub, page }: Facts): string | undefined {
  const { referrer = '' } = page ?? {}
  if (!URL.canParse(referrer)) return undefined
  const { origin, protocol, hostname } = new URL(referrer)
  const isSameSite = hub.startsWith(protocol) && toSiteDomain(hostname) === toSiteDomain(getHost(hub))
  return isSameSite ? undefined : origin
}

/** Near enough: what counts as one site, a browser knows from a long list. */
const toSiteDomain = (host: string): string => host.split('.').slice(-2).join('.')
