import { hostOf } from '#protocol/addresses'
import { shownAt } from '#shared/shown-at'
import type { Facts } from './facts.ts'
import { isNotTaken, loginHost, tabAddress } from './reading.ts'
import { explains, maybe, type Row, signInAgain } from './row.ts'

/** The cookie lies elsewhere than where the tab looks. */
export const otherPlace: Row[] = [
  {
    cause: 'otherStore',
    find: facts => {
      const { storeId, windowId } = facts.tab ?? {}
      return isNotTaken(facts) && storeId !== undefined && storeId !== facts.storeId
        ? explains([], { ...signInAgain, ...(windowId === undefined ? {} : { windowId }) })
        : undefined
    },
  },
  {
    cause: 'otherHost',
    find: facts => {
      const url = tabAddress(facts)
      if (!isLedAway(facts) || url === undefined || isHubHost(url, facts)) return undefined
      const values = [url.host, hostOf(facts.hub)]
      // Qlik's own pages tell that it is the same site under another name; others may well be a login.
      if (isQlikPage(url)) return explains(values)
      return url.hostname === loginHost(facts) ? undefined : maybe(values)
    },
  },
  {
    cause: 'otherHostUnseen',
    find: facts =>
      isLedAway(facts) &&
      facts.tab !== undefined &&
      tabAddress(facts) === undefined &&
      !hasLoginElsewhere(facts)
        ? maybe([hostOf(facts.hub)], signInAgain)
        : undefined,
  },
  {
    cause: 'otherScheme',
    find: facts => {
      const url = tabAddress(facts)
      return isLedAway(facts) &&
        url !== undefined &&
        isHubHost(url, facts) &&
        !facts.hub.startsWith(url.protocol)
        ? explains([facts.hub, url.origin])
        : undefined
    },
  },
]

const isLedAway = ({ code }: Facts): boolean => code === 'NOT_SIGNED_IN'

const isHubHost = (url: URL, { hub }: Facts): boolean => url.hostname === hostOf(hub).toLowerCase()

function isQlikPage({ href, origin }: URL): boolean {
  const kind = shownAt(href, origin)?.kind
  return kind === 'page' || kind === 'login'
}

const hasLoginElsewhere = (facts: Facts): boolean => {
  const host = loginHost(facts)
  return host !== undefined && host !== hostOf(facts.hub)
}
