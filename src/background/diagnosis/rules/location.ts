import { getHost } from '#protocol/site'
import { parseHubUrl } from '#shared/hub-location'
import { getLoginHost, getTabUrl, isSessionIgnored } from '../derived-facts.ts'
import type { Facts } from '../facts.ts'
import { type CauseRule, conclusive, possible, signInAgainFix } from './rule.ts'

/** The tab uses another host or another cookie store than the cookie. */
export const differentHostOrStoreRules: CauseRule[] = [
  {
    cause: 'otherStore',
    match: facts => {
      const { storeId, windowId } = facts.tab ?? {}
      return isSessionIgnored(facts) && storeId !== undefined && storeId !== facts.storeId
        ? conclusive([], { ...signInAgainFix, ...(windowId === undefined ? {} : { windowId }) })
        : undefined
    },
  },
  {
    cause: 'otherHost',
    match: facts => {
      const url = getTabUrl(facts)
      if (!isRedirected(facts) || url === undefined || isHubHost(url, facts)) return undefined
      const values = [url.host, getHost(facts.hub)]
      // A page of Qlik Sense is the same site under another name. Any other page may be a login.
      if (isQlikPage(url)) return conclusive(values)
      return url.hostname === getLoginHost(facts) ? undefined : possible(values)
    },
  },
  {
    cause: 'otherHostUnseen',
    match: facts =>
      isRedirected(facts) &&
      facts.tab !== undefined &&
      getTabUrl(facts) === undefined &&
      !hasLoginElsewhere(facts)
        ? possible([getHost(facts.hub)], signInAgainFix)
        : undefined,
  },
  {
    cause: 'otherScheme',
    match: facts => {
      const url = getTabUrl(facts)
      return isRedirected(facts) &&
        url !== undefined &&
        isHubHost(url, facts) &&
        !facts.hub.startsWith(url.protocol)
        ? conclusive([facts.hub, url.origin])
        : undefined
    },
  },
]

const isRedirected = ({ code }: Facts): boolean => code === 'NOT_SIGNED_IN'

const isHubHost = (url: URL, { hub }: Facts): boolean => url.hostname === getHost(hub).toLowerCase()

function isQlikPage({ href, origin }: URL): boolean {
  const kind = parseHubUrl(href, origin)?.kind
  return kind === 'page' || kind === 'login'
}

const hasLoginElsewhere = (facts: Facts): boolean => {
  const host = getLoginHost(facts)
  return host !== undefined && host !== getHost(facts.hub)
}
