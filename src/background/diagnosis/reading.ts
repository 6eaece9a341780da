import { hostOf, isHttps } from '#protocol/addresses'
import { nameOnWire } from '#protocol/cookie-name'
import { placeOf, type StoredCookie } from '../stored-cookie.ts'
import type { Facts } from './facts.ts'

/** What several causes read from the facts. */

export const isOnHttps = ({ hub }: Facts): boolean => isHttps(hub)

/** The hub shows nobody, or somebody else: whatever it was sent, it was not our session. */
export const isNotTaken = ({ code }: Facts): boolean => code === 'NOT_SIGNED_IN' || code === 'WRONG_IDENTITY'

/** People without a session are `NONE\anonymous<GUID>` (qlik-sense-facts §2.1). */
export const isAnonymous = ({ received }: Facts): boolean =>
  received?.userDirectory.toUpperCase() === 'NONE' && /^anonymous/i.test(received.userId)

/** The cookie whose session the hub has taken in place of ours. */
export const takenInstead = ({ jar, receivedSessions }: Facts): StoredCookie | undefined =>
  jar?.find(({ value }) => receivedSessions?.includes(value))

/** The name that the virtual proxy looks for, where it is known; on plain http with its suffix (qlik-sense-facts §3.5). */
export function rightName(facts: Facts): string | undefined {
  const { cookieName } = facts.virtualProxy ?? {}
  return cookieName === undefined ? takenInstead(facts)?.name : nameOnWire(cookieName, isOnHttps(facts))
}

/** Whether the cookie has a name that the virtual proxy looks for, as far as anybody knows. */
export const mayHaveRightName = (facts: Facts): boolean =>
  [undefined, facts.planned.cookie.name].includes(rightName(facts))

/** Cookies of our name in other places, with another session. */
export const twinsIn = ({ sent = [], planned: { cookie } }: Facts): StoredCookie[] =>
  sent.filter(one => placeOf(one) !== placeOf(cookie) && one.value !== cookie.value)

/** What stands now where the run had put its cookie. */
export const inOurPlace = ({ sent, planned: { cookie } }: Facts): StoredCookie | undefined =>
  sent?.find(one => placeOf(one) === placeOf(cookie))

/** Where the tab has ended, if anybody may know. */
export const tabAddress = ({ tab }: Facts): URL | undefined =>
  tab?.url === undefined ? undefined : new URL(tab.url)

/** The host of the virtual proxy's own login module: to be led there is what happens to everybody without a session. */
export function loginHost({ virtualProxy }: Facts): string | undefined {
  const uri = virtualProxy?.authenticationModuleUri
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).hostname : undefined
}

/** Whether the hub's page was asked for by a page of another site, whose requests get no SameSite Strict cookie. */
export function ledFrom({ hub, page }: Facts): string | undefined {
  const { referrer = '' } = page ?? {}
  if (!URL.canParse(referrer)) return undefined
  const { origin, protocol, hostname } = new URL(referrer)
  const isSameSite = hub.startsWith(protocol) && siteOf(hostname) === siteOf(hostOf(hub))
  return isSameSite ? undefined : origin
}

/** Near enough: what counts as one site, a browser knows from a long list. */
const siteOf = (host: string): string => host.split('.').slice(-2).join('.')
