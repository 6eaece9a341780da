import type { ProxyNode } from '#protocol/virtual-proxy'
import type { Facts } from './facts.ts'
import {
  inOurPlace,
  isAnonymous,
  isNotTaken,
  ledFrom,
  mayHaveRightName,
  rightName,
  tabAddress,
  twinsIn,
} from './reading.ts'
import { explains, maybe, type Row, signInAgain } from './row.ts'

/** Qlik Sense has ended the session. */
export const endedSession: Row[] = [
  {
    cause: 'timedOut',
    find: facts =>
      isGone(facts) && isOverdue(facts)
        ? explains([facts.virtualProxy?.timeoutMinutes ?? ''], signInAgain)
        : undefined,
  },
  {
    cause: 'sessionEnded',
    find: facts => (isGone(facts) && !isOverdue(facts) ? explains([], signInAgain) : undefined),
  },
]

/** Sessions live on one proxy each (qlik-sense-facts §6, 20): QPS has ours, and the hub, which was sent it, does not. */
export const otherNode: Row[] = [
  {
    cause: 'otherNode',
    find: facts => {
      const nodes = (facts.virtualProxy?.proxies ?? []).map(nodeWords)
      return isUnknownToHub(facts) && nodes.length > 0
        ? explains([new URL(facts.hub).host, nodes.join(', ')])
        : undefined
    },
  },
  {
    cause: 'otherNodeUnlisted',
    find: facts =>
      isUnknownToHub(facts) && (facts.virtualProxy?.proxies ?? []).length === 0
        ? weighed(facts)([new URL(facts.hub).host])
        : undefined,
  },
]

/** Where nobody knows the cookie's name, that may be it as well. */
const weighed = (facts: Facts) => (rightName(facts) === undefined ? maybe : explains)

const isGone = (facts: Facts): boolean => isNotTaken(facts) && facts.sessions?.isOursListed === false

const isOverdue = ({ virtualProxy, ageMs }: Facts): boolean =>
  ageMs >= (virtualProxy?.timeoutMinutes ?? Number.POSITIVE_INFINITY) * 60_000

const isUnknownToHub = (facts: Facts): boolean =>
  (facts.code === 'NOT_SIGNED_IN' || isAnonymous(facts)) &&
  facts.sessions?.isOursListed === true &&
  tabAddress(facts)?.origin === facts.hub &&
  mayHaveRightName(facts) &&
  wasSent(facts)

/** Ours and no other, as far as the cookies tell; one that a proxy does not know it may have taken away. */
const wasSent = (facts: Facts): boolean =>
  facts.sent !== undefined &&
  facts.tab?.storeId === facts.storeId &&
  twinsIn(facts).length === 0 &&
  (inOurPlace(facts) ?? facts.planned.cookie).value === facts.planned.cookie.value &&
  !(facts.planned.cookie.sameSite === 'strict' && ledFrom(facts) !== undefined)

/** Where a proxy serves hubs, and where its QPS is. */
const nodeWords = ({ host, port, restPort }: ProxyNode): string =>
  `${host}${port === undefined ? '' : `:${port}`} (QPS ${restPort ?? 4243})`
