import { whoAmIAddress } from '#protocol/addresses'
import { failure, HubpassError } from '#protocol/errors'
import { nameOf, type UserName } from '#protocol/identity'
import type { Meant } from '#shared/deeds'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionLink } from '../companion-link.ts'
import { withDeadline } from '../deadline.ts'
import { isMadeFor, type Ledger } from '../ledger.ts'
import { reloadTimeoutMs } from '../limits.ts'
import { sentCookies } from '../steps/cookie.ts'
import { placeOf } from '../stored-cookie.ts'
import type { HeldSession } from '../who/held-session.ts'
import type { HubTab, SeenUser } from '../who/look.ts'
import type { WhoAmI } from '../who/who.ts'

/** What a deed works with. */
export interface DeedTools {
  browser: Pick<BrowserPorts, 'cookies' | 'tabs'>
  companion: Pick<CompanionLink, 'connect'>
  ledger: Ledger
  who: Pick<WhoAmI, 'ask' | 'seen'>
}

/** Who is signed in in front of the window at this moment. Throws NOBODY_SIGNED_IN, SIGNED_IN_CHANGED, or why nobody can tell. */
export async function expectSignedIn(meant: Meant, { who }: DeedTools): Promise<SeenUser> {
  const seen = await who.ask(meant.windowId)
  const hub = seen === undefined ? 'the tab' : whoAmIAddress(seen.site.hub, seen.prefix)
  if (seen?.status === 'unreachable') throw new HubpassError(seen.finding)
  if (seen?.status !== 'user') throw failure('NOBODY_SIGNED_IN', { hub })
  const received = nameOf(seen.user)
  const isMeant = seen.site.id === meant.site && seen.prefix === meant.prefix && received === meant.user
  if (!isMeant) throw failure('SIGNED_IN_CHANGED', { hub, received, expected: meant.user })
  return seen
}

/** Throws SESSION_COOKIE_UNKNOWN. */
export function expectHeld(seen: SeenUser): HeldSession {
  if (seen.held === undefined) throw unknownCookie(seen)
  return seen.held
}

export const unknownCookie = ({ site, prefix }: SeenUser) =>
  failure('SESSION_COOKIE_UNKNOWN', { hub: whoAmIAddress(site.hub, prefix) })

/** Ends a session in Qlik Sense. False when it did not know it any more. Throws the companion's findings. */
export async function endSession(
  { site, prefix }: { site: { id: string }; prefix: string },
  sessionId: string,
  { companion, ledger }: Pick<DeedTools, 'companion' | 'ledger'>,
): Promise<boolean> {
  const { request } = await companion.connect()
  const { ended } = await request('endSession', { site: site.id, prefix, sessionId })
  ledger.remove(sessionId)
  return ended
}

/** Ends all that the user has on the virtual proxy; says how many they were. */
export async function logOut(
  { site, prefix, user }: { site: string; prefix: string; user: UserName },
  { companion, ledger }: DeedTools,
): Promise<number> {
  const { request } = await companion.connect()
  const { ended } = await request('logOut', { site, prefix, user })
  for (const made of await ledger.all()) {
    if (isMadeFor(made, site, prefix, user)) ledger.remove(made.sessionId)
  }
  return ended
}

/** Takes the cookie of a session that is over away, and shows the tab as it is without. */
export async function leave(tab: SeenUser, { browser }: DeedTools): Promise<void> {
  if (tab.held !== undefined) await expireOurs(tab.held, browser)
  await reload(tab, browser)
}

/** What has come into its place since is somebody's sign-in: it stays. */
async function expireOurs({ cookie, storeId }: HeldSession, browser: DeedTools['browser']): Promise<void> {
  const sent = await sentCookies(cookie.name, [cookie.url], storeId, browser)
  const inPlace = sent.find(one => placeOf(one) === placeOf(cookie))
  if (inPlace?.value === cookie.value) await browser.cookies.expire(cookie, storeId)
}

/**
 * Waited for, because a sign-in that came between would take the page of before for the one that is shown; not for long, because
 * one may wait. A tab that is gone, or that does not load, is not the deed's failure: what it shows is told by itself.
 */
export async function reload({ tabId, site }: HubTab, { tabs }: DeedTools['browser']): Promise<void> {
  const { signal } = new AbortController()
  await withDeadline(reloadTimeoutMs, signal, end => tabs.reload(tabId, site.hub, end)).catch(() => {})
}
