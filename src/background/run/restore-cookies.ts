import { toCookieKey } from '#protocol/cookie-key'
import type { BrowserPorts } from '../browser/index.ts'
import type { StoredCookie } from '../browser/stored-cookie.ts'

type Cookies = Pick<BrowserPorts['cookies'], 'hasStore' | 'getAllNamed' | 'set' | 'expire'>

/** Our cookie, and the cookies of its name that it replaced. */
export interface CookieSwap {
  ownCookie: StoredCookie
  /** Whether our cookie was set. It may be unknown to the browser all the same. */
  wasSet: boolean
  replaced: readonly StoredCookie[]
  /** The addresses that receive the cookies. */
  urls: string[]
  storeId: string
}

/** The cookies that differ from the time before ours, by domain and path. */
export interface CookieDifferences {
  /** Ours and its copies, if the browser did not remove them. */
  notRemoved: string[]
  /** The replaced ones that the browser did not store again. */
  notRestored: string[]
  /** Those that another sign-in has set since, and that are kept. */
  setByOthers: string[]
}

/**
 * Removes our cookie and restores the replaced ones. A part that fails does not prevent the others.
 * Reads the cookies back, because a browser that rejected our cookie also rejects its removal.
 */
export async function restoreCookies(swap: CookieSwap, cookies: Cookies): Promise<CookieDifferences> {
  const { ownCookie, wasSet, storeId } = swap
  const differences: CookieDifferences = { notRemoved: [], notRestored: [], setByOthers: [] }
  const before = await readCookies(swap, cookies)
  // The cookies of private windows exist only while one is open.
  if (before === undefined && !(await cookies.hasStore(storeId).catch(() => true))) return differences
  const ownKey = toCookieKey(ownCookie)
  // A proxy may have set a copy of our cookie, such as a partitioned one.
  const ours = new Map([...(before ?? [])].filter(([, { value }]) => value === ownCookie.value))
  if (wasSet && before?.has(ownKey) !== true) ours.set(ownKey, ownCookie)
  const replaced = new Map(swap.replaced.filter(isCurrent).map(cookie => [toCookieKey(cookie), cookie]))
  const isOthers = (key: string, existing: StoredCookie | undefined): boolean =>
    existing !== undefined && ![replaced.get(key)?.value, ownCookie.value].includes(existing.value)
  const failed = new Set<string>()
  const attempt = (key: string, work: Promise<void>): Promise<unknown> =>
    work.then(
      () => failed.delete(key),
      () => failed.add(key),
    )

  // In the order of their removal: the browser sends the older of two equal cookies first.
  const keys = [...new Set([...replaced.keys(), ...ours.keys(), ownKey])]
  for (const key of keys) {
    const [cookie, own] = [replaced.get(key), ours.get(key)]
    if (isOthers(key, before?.get(key))) continue
    if (own !== undefined) await attempt(key, cookies.expire(own, storeId))
    if (cookie !== undefined) await attempt(key, cookies.set(cookie, storeId))
  }

  const after = await readCookies(swap, cookies)
  for (const key of keys) {
    const existing = after?.get(key)
    const cookie = replaced.get(key)
    const isUnknown =
      after === undefined || (existing === undefined && cookie !== undefined && isHidden(cookie))
    if (isOthers(key, existing)) differences.setByOthers.push(key)
    else if (cookie === undefined) {
      if (isUnknown ? failed.has(key) : existing !== undefined) differences.notRemoved.push(key)
    } else if (isUnknown ? failed.has(key) : existing?.value !== cookie.value)
      differences.notRestored.push(key)
  }
  return differences
}

/** Returns undefined if the cookies cannot be read. */
const readCookies = (
  { ownCookie, urls, storeId }: CookieSwap,
  cookies: Cookies,
): Promise<Map<string, StoredCookie> | undefined> =>
  cookies.getAllNamed(ownCookie.name, urls, storeId).then(
    all => new Map(all.map(cookie => [toCookieKey(cookie), cookie])),
    () => undefined,
  )

/** Returns whether the cookie would still exist without us. */
const isCurrent = ({ expirationDate }: StoredCookie): boolean =>
  expirationDate === undefined || expirationDate * 1000 > Date.now()

/** Returns whether a cookie of a parent domain may be missing in the browser's list. */
const isHidden = ({ domain, hostOnly, url }: StoredCookie): boolean =>
  !hostOnly && domain !== `.${new URL(url).hostname}`
