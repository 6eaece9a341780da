import { whoAmIAddress } from '#protocol/addresses'
import { failure, HubpassError } from '#protocol/errors'
import { nameOf, type UserName } from '#protocol/identity'
import type { Meant } from '#shared/deeds'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionLink } from '../companion-link.ts'
import { isMadeFor, type Ledger } from '../ledger.ts'
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
  if (tab.held !== undefined) await browser.cookies.expire(tab.held.cookie, tab.held.storeId)
  await reload(tab, browser)
}

/** A tab that is gone, or that does not load, is not the deed's failure: what it shows is told by itself. */
export async function reload({ tabId, site }: HubTab, { tabs }: DeedTools['browser']): Promise<void> {
  await tabs.reload(tabId, site.hub, new AbortController().signal).catch(() => {})
}
