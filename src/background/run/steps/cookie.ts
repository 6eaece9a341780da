import { type Message, message } from '#messages/message'
import { failure } from '#protocol/errors'
import {
  assertCookieNameInSettings,
  planSessionCookie,
  type SameSite,
  type SessionCookie,
} from '#protocol/session-cookie'
import { currentUserUrl, getHost, hubUrl } from '#protocol/site'
import type { BrowserPorts } from '../../browser/index.ts'
import { type StoredCookie, toCookieKey } from '../../browser/stored-cookie.ts'
import type { RunRecord } from '../run-state.ts'
import { ensureWindow, requireCookieStoreId } from '../run-window.ts'
import { describeCookie } from './describe-cookie.ts'
import { type RunStep, requireSite, type StepContext } from './step.ts'

/**
 * Passes if the browser has stored the cookie as planned, and no other cookie of its name is sent.
 */
export const cookieStep: RunStep = async context => {
  const { record, browser } = context
  await ensureWindow(context)
  assertCookieNameInSettings(record().virtualProxy?.settings)
  const planned = planCookie(record())
  const { cookie } = planned
  const storeId = await requireCookieStoreId(context)
  const replaced = await removeShadowingCookies(context, cookie, storeId)
  const rejection = await browser.cookies.set(cookie, storeId).then(
    () => undefined,
    (reason: unknown) => String(reason),
  )
  const storedCookies = await findSentCookies(cookie.name, getCookieUrls(record()), storeId, browser)
  await context.updateRecord({
    cookieReadBack: storedCookies.find(one => toCookieKey(one) === toCookieKey(cookie)),
  })
  assertCookieStored(cookie, storedCookies, rejection)
  return describeCookie(planned, record().virtualProxy, replaced.length)
}

/**
 * Removes cookies of the same name one by one. Records each of them first, so that it can be
 * restored.
 */
async function removeShadowingCookies(
  { record, updateRecord, browser }: StepContext,
  ownCookie: SessionCookie,
  storeId: string,
): Promise<StoredCookie[]> {
  const replaced = [...(record().journal.replaced ?? [])]
  await updateRecord({ storeId, journal: { ...record().journal, replaced } })
  for (const url of getCookieUrls(record())) {
    const removed = new Set<string>()
    for (;;) {
      const shadowing = await browser.cookies.getWinning(ownCookie.name, url, storeId)
      // A cookie that reappears immediately is set by another party; the read-back reports it.
      if (
        shadowing === undefined ||
        shadowing.value === ownCookie.value ||
        removed.has(toCookieKey(shadowing))
      )
        break
      removed.add(toCookieKey(shadowing))
      replaced.push(shadowing)
      await updateRecord({ journal: { ...record().journal, replaced: [...replaced] } })
      await browser.cookies.expire(shadowing, storeId)
    }
  }
  return replaced
}

/**
 * Returns all cookies of that name that the browser sends, in its order. The first one may be
 * missing in the browser's list.
 */
export async function findSentCookies(
  name: string,
  urls: string[],
  storeId: string,
  { cookies }: Pick<BrowserPorts, 'cookies'>,
): Promise<StoredCookie[]> {
  const first = await Promise.all(urls.map(url => cookies.getWinning(name, url, storeId)))
  const listed = await cookies.getAllNamed(name, urls, storeId)
  const sent = [...first.filter(cookie => cookie !== undefined), ...listed]
  return [...new Map(sent.map(cookie => [toCookieKey(cookie), cookie])).values()]
}

/** Plans the cookie of the run. */
export const planCookie = (record: RunRecord) => {
  const { prefix, sessionId, cookieName } = record.request
  const { settings } = record.virtualProxy ?? {}
  return planSessionCookie({ hub: requireSite(record).hub, prefix, sessionId, cookieName, settings })
}

/** Returns the addresses that need the cookie. A shadowing cookie may have the path of either. */
export const getCookieUrls = (record: RunRecord): string[] => {
  const { hub } = requireSite(record)
  return [hubUrl(hub, record.request.prefix), currentUserUrl(hub, record.request.prefix)]
}

/** Throws COOKIE_REJECTED or COOKIE_SHADOWED. */
export function assertCookieStored(
  planned: SessionCookie,
  storedCookies: StoredCookie[],
  rejection: string | undefined,
): void {
  const ownCookie = storedCookies.find(cookie => toCookieKey(cookie) === toCookieKey(planned))
  if (ownCookie === undefined) {
    const reason = describeForeignDomain(planned) ?? rejection ?? message('reason.cookieNotStored')
    throw failure('COOKIE_REJECTED', { cookie: planned.name, reason })
  }
  const differences = findDifferences(ownCookie, planned)
  if (differences.length > 0) {
    throw failure('COOKIE_REJECTED', {
      cookie: planned.name,
      reason: message('reason.cookieStoredWithOther', { attributes: differences.join(', ') }),
    })
  }
  const others = storedCookies.filter(cookie => cookie !== ownCookie).map(toCookieKey)
  if (others.length > 0) throw failure('COOKIE_SHADOWED', { cookie: planned.name, others })
}

/** Explains a rejected domain, because browsers give no reason. */
function describeForeignDomain({ domain, hostOnly, url }: SessionCookie): Message | undefined {
  const host = getHost(url.replace(/\/$/, ''))
  return hostOnly || `.${host}`.endsWith(domain)
    ? undefined
    : message('reason.cookieDomainNotOfHost', { domain, host })
}

/** Lists the fields that the browser stored differently. The planned cookie never has an expiry. */
const findDifferences = (stored: StoredCookie, planned: SessionCookie): string[] => [
  ...comparedFields.filter(key => stored[key] !== planned[key]),
  ...(isSameSiteEqual(stored.sameSite, planned.sameSite) ? [] : ['sameSite']),
  ...(stored.expirationDate === undefined ? [] : ['expirationDate']),
]

/**
 * Accepts the default of a browser that cannot store a missing attribute (MDN,
 * cookies.SameSiteStatus).
 */
const isSameSiteEqual = (stored: SameSite, planned: SameSite): boolean =>
  stored === planned || (planned === 'unspecified' && stored !== 'strict')

const comparedFields = ['value', 'hostOnly', 'secure', 'httpOnly'] as const
