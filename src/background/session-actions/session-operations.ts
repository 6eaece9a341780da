import type { CommandResult } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName, type UserName } from '#protocol/identity'
import { currentUserUrl } from '#protocol/site'
import type { SessionTarget } from '#shared/sessions/session-actions'
import { withTimeout } from '../async/with-timeout.ts'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import type { CurrentUserTracker } from '../current-user/current-user.ts'
import type { SessionCookieInUse } from '../current-user/find-session-cookie.ts'
import type { HubTab, SignedInTab } from '../current-user/query-hub.ts'
import type { FindSessionOrigins } from '../sessions/session-origins.ts'
import { isCreatedFor, type SessionRegistry } from '../sessions/session-registry.ts'
import { reloadTimeoutMs } from '../timeouts.ts'

/** The dependencies of operations on sessions. */
export interface SessionOperationDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'tabs'>
  companion: Pick<CompanionConnection, 'connect'>
  registry: SessionRegistry
  findOrigins: FindSessionOrigins
  currentUser: Pick<CurrentUserTracker, 'query' | 'getLatest' | 'forget'>
}

/**
 * Queries the hub and returns the tab. Throws NOBODY_SIGNED_IN, SIGNED_IN_CHANGED, or why the hub
 * did not answer.
 */
export async function assertStillSignedIn(
  target: SessionTarget,
  { companion, currentUser }: SessionOperationDeps,
): Promise<SignedInTab> {
  // A worker that finishes an interrupted action does not know the sites yet.
  await companion.connect().catch(() => {})
  const tab = await currentUser.query(target.windowId)
  const hub = tab === undefined ? 'the tab' : currentUserUrl(tab.site.hub, tab.prefix)
  if (tab?.status === 'unreachable') throw new HubpassError(tab.finding)
  if (tab?.status !== 'user') throw failure('NOBODY_SIGNED_IN', { hub })
  const received = formatUserName(tab.user)
  const isTarget = tab.site.id === target.site && tab.prefix === target.prefix && received === target.user
  if (!isTarget) throw failure('SIGNED_IN_CHANGED', { hub, received, expected: target.user })
  return tab
}

/** Throws SESSION_COOKIE_UNKNOWN. */
export function requireSessionCookie(tab: SignedInTab): SessionCookieInUse {
  if (tab.sessionCookie === undefined) throw createCookieUnknownError(tab)
  return tab.sessionCookie
}

export const createCookieUnknownError = ({ site, prefix }: SignedInTab) =>
  failure('SESSION_COOKIE_UNKNOWN', { hub: currentUserUrl(site.hub, prefix) })

/**
 * Ends a session in Qlik Sense. `ended` is false if it did not exist any more. Throws the companion's
 * findings.
 */
export async function endSession(
  { site, prefix }: { site: { id: string }; prefix: string },
  sessionId: string,
  { companion, registry }: Pick<SessionOperationDeps, 'companion' | 'registry'>,
): Promise<CommandResult<'endSession'>> {
  const { request } = await companion.connect()
  const result = await request('endSession', { site: site.id, prefix, sessionId })
  registry.remove(sessionId)
  return result
}

/** Ends all sessions of the user on the virtual proxy and counts them. */
export async function logOut(
  { site, prefix, user }: { site: string; prefix: string; user: UserName },
  { companion, registry }: SessionOperationDeps,
): Promise<CommandResult<'logOut'>> {
  const { request } = await companion.connect()
  const result = await request('logOut', { site, prefix, user })
  // The sessions have ended, whether the registry can be read or not.
  for (const session of await registry.list().catch(() => [])) {
    if (isCreatedFor(session, site, prefix, user)) registry.remove(session.sessionId)
  }
  return result
}

/**
 * Removes the cookie of an ended session and reloads the tab. Returns why the cookie could not be
 * removed: the session has ended all the same.
 */
export async function removeCookieAndReload(
  tab: SignedInTab,
  { browser, currentUser }: SessionOperationDeps,
): Promise<Finding | undefined> {
  currentUser.forget(tab)
  const removal = tab.sessionCookie && expireOwnCookie(tab.sessionCookie, browser)
  const problem = await removal?.then(() => undefined, toFinding)
  await reloadTab(tab, browser)
  return problem
}

/**
 * Removes the cookie and its copies, such as a partitioned one. Keeps a cookie that has replaced
 * ours, because it belongs to another sign-in.
 */
async function expireOwnCookie(
  { cookie, storeId }: SessionCookieInUse,
  { cookies }: SessionOperationDeps['browser'],
): Promise<void> {
  const sent = await cookies.getAllNamed(cookie.name, [cookie.url], storeId)
  const ours = sent.filter(({ value }) => value === cookie.value)
  await Promise.all(ours.map(one => cookies.expire(one, storeId)))
}

/**
 * Waits for the page, so that a following sign-in does not mistake the old page for the new one.
 * Gives up after a short time, because a sign-in may be waiting. A closed or failing tab does not
 * fail the action.
 */
export async function reloadTab(
  { tabId, site }: HubTab,
  { tabs }: SessionOperationDeps['browser'],
): Promise<void> {
  const { signal } = new AbortController()
  await withTimeout(reloadTimeoutMs, signal, timeoutSignal =>
    tabs.reload(tabId, site.hub, timeoutSignal),
  ).catch(() => {})
}
