import { type Message, type MessageKey, message } from '#messages/message'
import { toCookieKey } from '#protocol/cookie-key'
import { type CookiePrefixRule, findBrokenPrefixRule } from '#protocol/cookie-prefix'
import { failure } from '#protocol/errors'
import type { FindingDetails } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import {
  assertCookieNameInSettings,
  type PlannedCookie,
  planSessionCookie,
  type SameSite,
  type SessionCookie,
} from '#protocol/session-cookie'
import { currentUserUrl, getHost, hubUrl } from '#protocol/site'
import type { StoredCookie } from '../../browser/stored-cookie.ts'
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
  assertNameObeyed(planned)
  if (planned.overriddenName !== undefined)
    context.showWarnings([
      findingOf('COOKIE_NAME_NOT_IN_QMC', {
        cookie: cookie.name,
        expected: planned.overriddenName,
        used: true,
      }),
    ])
  const storeId = await requireCookieStoreId(context)
  const replaced = await removeShadowingCookies(context, cookie, storeId)
  void context.updateRecord({ journal: { ...record().journal, isCookieSet: true } })
  const rejection = await browser.cookies.set(cookie, storeId).then(
    () => undefined,
    (reason: unknown) => String(reason),
  )
  const storedCookies = await browser.cookies.getAllNamed(cookie.name, getCookieUrls(record()), storeId)
  await context.updateRecord({
    cookieReadBack: storedCookies.find(one => toCookieKey(one) === toCookieKey(cookie)),
  })
  assertCookieStored(cookie, storedCookies, rejection)
  return describeCookie(planned, record().virtualProxy, replaced.length)
}

/** Throws COOKIE_NAME_NOT_IN_QMC: a test with another name than the typed one would prove nothing. */
function assertNameObeyed({ cookie, unusedName }: PlannedCookie): void {
  if (unusedName !== undefined)
    throw failure('COOKIE_NAME_NOT_IN_QMC', { cookie: unusedName, expected: cookie.name })
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
  // A worker that stopped in this step may have recorded a cookie that it did not remove.
  const replaced = new Map((record().journal.replaced ?? []).map(cookie => [toCookieKey(cookie), cookie]))
  const save = () =>
    updateRecord({ storeId, journal: { ...record().journal, replaced: [...replaced.values()] } })
  await save()
  for (const url of getCookieUrls(record())) {
    const removed = new Set<string>()
    for (;;) {
      const shadowing = await browser.cookies.getWinning(ownCookie.name, url, storeId)
      if (shadowing === undefined || shadowing.value === ownCookie.value) break
      const key = toCookieKey(shadowing)
      // A cookie that reappears immediately is set by another party; the read-back reports it.
      if (removed.has(key)) break
      removed.add(key)
      replaced.set(key, shadowing)
      await save()
      await browser.cookies.expire(shadowing, storeId)
    }
  }
  return [...replaced.values()]
}

/** Plans the cookie of the run. */
export const planCookie = (record: RunRecord) => {
  const { prefix, sessionId, cookieName, usesTypedName } = record.request
  const { settings } = record.virtualProxy ?? {}
  const { hub } = requireSite(record)
  return planSessionCookie({ hub, prefix, sessionId, cookieName, usesTypedName, settings })
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
    throw failure('COOKIE_REJECTED', { cookie: planned.name, ...explainRejection(planned, rejection) })
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

/** Explains a rejected cookie, because browsers give no reason. */
function explainRejection(
  cookie: SessionCookie,
  rejection: string | undefined,
): Omit<FindingDetails<'COOKIE_REJECTED'>, 'cookie'> {
  const rule = findBrokenPrefixRule(cookie)
  if (rule !== undefined)
    return { reason: message(prefixReasons[rule.requires], { prefix: rule.prefix }), requires: rule.requires }
  return { reason: describeForeignDomain(cookie) ?? rejection ?? message('reason.cookieNotStored') }
}

const prefixReasons: Record<CookiePrefixRule['requires'], MessageKey> = {
  https: 'reason.cookieNameHttps',
  secure: 'reason.cookieNameSecure',
  hostOnly: 'reason.cookieNameHostOnly',
}

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
