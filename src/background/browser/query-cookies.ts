import browser, { type Cookies as Api } from 'webextension-polyfill'

export interface CookieQuery {
  /** The address of a page that a tab shows. */
  url: string
  storeId: string
  /** Selects the cookies of one name. */
  name?: string
}

/**
 * Returns the cookies that the browser sends to the address, in its order (RFC 6265 §5.4), with
 * those of the page's own partition. Of the cookies of a parent domain, for which there is no
 * permission, only the first of a name is known (docs/facts/browsers-and-node.md §1.5).
 */
export async function queryCookies(query: CookieQuery): Promise<Api.Cookie[]> {
  const [listed, ...first] = await Promise.all([listCookies(query), ...findFirstCookies(query)])
  const hidden = first.filter(cookie => cookie !== null && !listed.some(one => isSameCookie(one, cookie)))
  return [...hidden.filter(cookie => cookie !== null), ...listed].toSorted(
    (one, other) => other.path.length - one.path.length,
  )
}

/** Adds the first-party domain of the page if Firefox requires one. */
export async function setInFirstParty(cookie: Api.SetDetailsType, storeId: string): Promise<void> {
  const details = { ...cookie, storeId }
  try {
    await browser.cookies.set(details)
  } catch (thrown) {
    if (!isFirstPartyMissing(thrown)) throw thrown
    const [isolated] = await listCookies({ url: cookie.url, storeId })
    const firstPartyDomain = isolated?.firstPartyDomain ?? listSiteHosts(cookie.url).at(-1) ?? ''
    await browser.cookies.set({ ...details, firstPartyDomain })
  }
}

async function listCookies(query: CookieQuery): Promise<Api.Cookie[]> {
  try {
    const all = await browser.cookies.getAll({ ...query, partitionKey: {} })
    return all.filter(({ partitionKey }) => isOwnPartition(partitionKey, query.url))
  } catch (thrown) {
    if (!isFirstPartyMissing(thrown)) throw thrown
    const all = await browser.cookies.getAll({ ...query, firstPartyDomain: null })
    return all.filter(({ firstPartyDomain }) => listSiteHosts(query.url).includes(firstPartyDomain))
  }
}

/** Finds the first cookie of the name without a partition, and in each partition of the page. */
function findFirstCookies({ name, ...query }: CookieQuery): Promise<Api.Cookie | null>[] {
  if (name === undefined) return []
  const partitions = listSites(query.url).map(topLevelSite => ({ partitionKey: { topLevelSite } }))
  return [{}, ...partitions].map(partition =>
    browser.cookies.get({ ...query, name, ...partition }).catch((thrown: unknown) => {
      if (isFirstPartyMissing(thrown)) return null
      throw thrown
    }),
  )
}

/** Recognizes the error of Firefox with `privacy.firstparty.isolate`. */
const isFirstPartyMissing = (thrown: unknown): boolean => String(thrown).includes('firstPartyDomain')

/**
 * Returns whether a page at the address sends cookies of the partition: those of its own site, but
 * not those that it gets in a frame of another site.
 */
const isOwnPartition = (partition: Api.PartitionKey | null | undefined, url: string): boolean =>
  partition == null ||
  (partition.hasCrossSiteAncestor !== true &&
    partition.topLevelSite !== undefined &&
    listSites(url).includes(toSchemeAndHost(partition.topLevelSite)))

const listSites = (url: string): string[] =>
  listSiteHosts(url).map(host => `${new URL(url).protocol}//${host}`)

/** Omits a port, which Firefox may add. */
function toSchemeAndHost(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${hostname}`
}

/**
 * Returns the host and its parent domains. One of them is the page's site, but only the browser's
 * Public Suffix List says which.
 */
function listSiteHosts(url: string): string[] {
  const { hostname } = new URL(url)
  const labels = hostname.split('.')
  if (labels.length === 1 || /^[\d.]+$/.test(hostname)) return [hostname]
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

const isSameCookie = (one: Api.Cookie, other: Api.Cookie): boolean =>
  one.domain === other.domain &&
  one.path === other.path &&
  one.partitionKey?.topLevelSite === other.partitionKey?.topLevelSite
