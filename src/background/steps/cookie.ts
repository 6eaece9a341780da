import { hostOf, hubAddress, whoAmIAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import { planSessionCookie, type SameSite, type SessionCookie } from '#protocol/session-cookie'
import type { BrowserPorts } from '../browser/index.ts'
import type { RunRecord } from '../run-record.ts'
import { type RunStep, type StepContext, siteOf } from '../run-step.ts'
import { settleWindow, storeOfRun } from '../run-window.ts'
import { placeOf, type StoredCookie } from '../stored-cookie.ts'
import { cookieNote } from './cookie-note.ts'

/** Passes when the cookie is there, equal to what was meant, and no twin of its name is sent beside it. */
export const cookieStep: RunStep = async context => {
  const { record, browser } = context
  await settleWindow(context)
  const planned = plannedCookie(record())
  const { cookie } = planned
  const storeId = await storeOfRun(context)
  const replaced = await takeTwinsAway(context, cookie, storeId)
  const refused = await browser.cookies.set(cookie, storeId).then(
    () => undefined,
    (reason: unknown) => String(reason),
  )
  const kept = await sentCookies(cookie.name, cookieAddresses(record()), storeId, browser)
  await context.remember({ keptCookie: kept.find(one => placeOf(one) === placeOf(cookie)) })
  expectKept(cookie, kept, refused)
  return cookieNote(planned, record().virtualProxy, replaced.length)
}

/** Takes away what is sent under the cookie's name, one by one and each written down first, so that it can be put back. */
async function takeTwinsAway(
  { record, remember, browser }: StepContext,
  ours: SessionCookie,
  storeId: string,
): Promise<StoredCookie[]> {
  const replaced = [...(record().journal.replaced ?? [])]
  await remember({ storeId, journal: { ...record().journal, replaced } })
  for (const url of cookieAddresses(record())) {
    const taken = new Set<string>()
    for (;;) {
      const twin = await browser.cookies.sentFirst(ours.name, url, storeId)
      // One that comes back at once is set by somebody else: reading back will tell.
      if (twin === undefined || twin.value === ours.value || taken.has(placeOf(twin))) break
      taken.add(placeOf(twin))
      replaced.push(twin)
      await remember({ journal: { ...record().journal, replaced: [...replaced] } })
      await browser.cookies.expire(twin, storeId)
    }
  }
  return replaced
}

/** All cookies of that name that the browser sends, that first that it sends first: it may be one that no list shows. */
export async function sentCookies(
  name: string,
  urls: string[],
  storeId: string,
  { cookies }: Pick<BrowserPorts, 'cookies'>,
): Promise<StoredCookie[]> {
  const first = await Promise.all(urls.map(url => cookies.sentFirst(name, url, storeId)))
  const listed = await cookies.named(name, urls, storeId)
  const sent = [...first.filter(cookie => cookie !== undefined), ...listed]
  return [...new Map(sent.map(cookie => [placeOf(cookie), cookie])).values()]
}

/** What the run's cookie is meant to be. */
export const plannedCookie = (record: RunRecord) => {
  const { prefix, sessionId, cookieName } = record.request
  const { settings } = record.virtualProxy ?? {}
  return planSessionCookie({ hub: siteOf(record).hub, prefix, sessionId, cookieName, settings })
}

/** The addresses that the cookie is for: a twin may be set for the path of either. */
export const cookieAddresses = (record: RunRecord): string[] => {
  const { hub } = siteOf(record)
  return [hubAddress(hub, record.request.prefix), whoAmIAddress(hub, record.request.prefix)]
}

/** Throws COOKIE_REJECTED or COOKIE_SHADOWED. */
export function expectKept(meant: SessionCookie, kept: StoredCookie[], refused: string | undefined): void {
  const ours = kept.find(cookie => placeOf(cookie) === placeOf(meant))
  if (ours === undefined) {
    const reason = foreignDomain(meant) ?? refused ?? 'it was not there afterwards'
    throw failure('COOKIE_REJECTED', { cookie: meant.name, reason })
  }
  const differing = differingIn(ours, meant)
  if (differing.length > 0) {
    throw failure('COOKIE_REJECTED', {
      cookie: meant.name,
      reason: `it keeps another ${differing.join(', ')}`,
    })
  }
  const others = kept.filter(cookie => cookie !== ours).map(placeOf)
  if (others.length > 0) throw failure('COOKIE_SHADOWED', { cookie: meant.name, others })
}

/** Browsers say no more than that they did not keep it. */
function foreignDomain({ domain, hostOnly, url }: SessionCookie): string | undefined {
  const host = hostOf(url.replace(/\/$/, ''))
  return hostOnly || `.${host}`.endsWith(domain)
    ? undefined
    : `the virtual proxy's session cookie domain ${domain} does not belong to ${host}`
}

/** What the browser keeps otherwise than it was meant. It is meant to end with the browser. */
const differingIn = (kept: StoredCookie, meant: SessionCookie): string[] => [
  ...compared.filter(key => kept[key] !== meant[key]),
  ...(isSameSiteKept(kept.sameSite, meant.sameSite) ? [] : ['sameSite']),
  ...(kept.expirationDate === undefined ? [] : ['expirationDate']),
]

/** A browser that does not store that there is no attribute tells its default in its place (MDN, cookies.SameSiteStatus). */
const isSameSiteKept = (kept: SameSite, meant: SameSite): boolean =>
  kept === meant || (meant === 'unspecified' && kept !== 'strict')

const compared = ['value', 'hostOnly', 'secure', 'httpOnly'] as const
