import type { ProxyNode } from '#protocol/virtual-proxy'
import {
  findCookieWithOurKey,
  findExpectedCookieName,
  findRedirectSource,
  findShadowingCookies,
  getTabUrl,
  isAnonymous,
  isCookieNamePlausible,
  isSessionIgnored,
} from '../derived-facts.ts'
import type { Facts } from '../facts.ts'
import { type CauseRule, conclusive, possible, signInAgainFix } from './rule.ts'

/** Qlik Sense has ended the session. */
export const endedSessionRules: CauseRule[] = [
  {
    cause: 'timedOut',
    match: facts =>
      isSessionGone(facts) && isTimedOut(facts)
        ? conclusive([facts.virtualProxy?.timeoutMinutes ?? ''], signInAgainFix)
        : undefined,
  },
  {
    cause: 'sessionEnded',
    match: facts => (isSessionGone(facts) && !isTimedOut(facts) ? conclusive([], signInAgainFix) : undefined),
  },
]

/**
 * Sessions exist on one proxy each (docs/facts/qlik-sense.md §6, row 20): QPS has ours, but the
 * proxy of the hub does not.
 */
export const differentProxyNodeRules: CauseRule[] = [
  {
    cause: 'otherNode',
    match: facts => {
      const nodes = (facts.virtualProxy?.proxies ?? []).map(formatNode)
      return isSessionUnknownToHub(facts) && nodes.length > 0
        ? conclusive([new URL(facts.hub).host, nodes.join(', ')])
        : undefined
    },
  },
  {
    cause: 'otherNodeUnlisted',
    match: facts =>
      isSessionUnknownToHub(facts) && (facts.virtualProxy?.proxies ?? []).length === 0
        ? chooseWeight(facts)([new URL(facts.hub).host])
        : undefined,
  },
]

/** If the expected cookie name is unknown, a wrong name is as likely. */
const chooseWeight = (facts: Facts) => (findExpectedCookieName(facts) === undefined ? possible : conclusive)

const isSessionGone = (facts: Facts): boolean =>
  isSessionIgnored(facts) && facts.sessions?.isOursListed === false

const isTimedOut = ({ virtualProxy, ageMs }: Facts): boolean =>
  ageMs >= (virtualProxy?.timeoutMinutes ?? Number.POSITIVE_INFINITY) * 60_000

const isSessionUnknownToHub = (facts: Facts): boolean =>
  (facts.code === 'NOT_SIGNED_IN' || isAnonymous(facts)) &&
  facts.sessions?.isOursListed === true &&
  getTabUrl(facts)?.origin === facts.hub &&
  isCookieNamePlausible(facts) &&
  wasOnlyOurCookieSent(facts)

/**
 * Returns whether only our cookie was sent. The proxy may have removed it if it did not know the
 * session.
 */
const wasOnlyOurCookieSent = (facts: Facts): boolean =>
  facts.sent !== undefined &&
  facts.tab?.storeId === facts.storeId &&
  findShadowingCookies(facts).length === 0 &&
  (findCookieWithOurKey(facts) ?? facts.planned.cookie).value === facts.planned.cookie.value &&
  !(facts.planned.cookie.sameSite === 'strict' && findRedirectSource(facts) !== undefined)

/** Names the host that serves hubs, and its QPS port. */
const formatNode = ({ host, port, restPort }: ProxyNode): string =>
  `${host}${port === undefined ? '' : `:${port}`} (QPS ${restPort ?? 4243})`
