import { message } from '#messages/message'
import { toCookieKey } from '#protocol/cookie-key'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import { currentUserUrl, hubUrl } from '#protocol/site'
import type { SessionTarget } from '#shared/sessions/session-actions'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { SessionCookieInUse } from '../current-user/find-session-cookie.ts'
import type { SignedInTab } from '../current-user/query-hub.ts'
import { restoreCookies } from '../run/restore-cookies.ts'
import type { ActionJournal, ActionResult } from './action-runner.ts'
import { atLeastOneIfResumed, isResumed, toSignedInTab } from './interrupted-plan.ts'
import {
  assertStillSignedIn,
  createCookieUnknownError,
  endSession,
  logOut,
  reloadTab,
  removeCookieAndReload,
  requireSessionCookie,
  type SessionOperationDeps,
} from './session-operations.ts'

/** Ends the session of the tab. */
export async function endCurrentSession(
  target: SessionTarget,
  deps: SessionOperationDeps,
  journal: ActionJournal,
): Promise<ActionResult> {
  const tab = await planForTab(target, deps, journal, requireSessionCookie)
  const { cookie } = requireSessionCookie(tab)
  const { ended, warnings } = await endSession(tab, cookie.value, deps)
  const partialFailure = await removeCookieAndReload(tab, deps)
  const user = formatUserName(tab.user)
  return { user, prefix: tab.prefix, ended: ended || isResumed(journal) ? 1 : 0, partialFailure, warnings }
}

/**
 * Returns the tab that the action changes: the recorded one, if a previous worker was interrupted.
 * Its session may have ended already.
 */
async function planForTab(
  target: SessionTarget,
  deps: SessionOperationDeps,
  { interruptedPlan, recordPlan }: ActionJournal,
  assertPossible: (tab: SignedInTab) => unknown = () => {},
): Promise<SignedInTab> {
  if (interruptedPlan?.tab !== undefined) return toSignedInTab(interruptedPlan.tab)
  const tab = await assertStillSignedIn(target, deps)
  assertPossible(tab)
  await recordPlan({ tab })
  return tab
}

/** Ends all sessions of the tab's user on its virtual proxy. */
export async function signOut(
  target: SessionTarget,
  deps: SessionOperationDeps,
  journal: ActionJournal,
): Promise<ActionResult> {
  const tab = await planForTab(target, deps, journal)
  const { user, prefix } = tab
  const result = await logOut({ site: tab.site.id, prefix, user }, deps)
  const ended = atLeastOneIfResumed(result.ended, journal)
  const partialFailure = await removeCookieAndReload(tab, deps)
  return { user: formatUserName(user), prefix, ended, partialFailure, warnings: result.warnings }
}

/**
 * Restores the cookies that our session replaced, ends it, and queries who is signed in now. Throws
 * SESSION_COOKIE_UNKNOWN if our session is not known to have replaced any.
 */
export async function restorePreviousSession(
  target: SessionTarget,
  deps: SessionOperationDeps,
  journal: ActionJournal,
): Promise<ActionResult> {
  const tab = await planForTab(target, deps, journal, requireReplacedCookies)
  const sessionCookie = requireSessionCookie(tab)
  const replaced = requireReplacedCookies(tab)
  await restorePreviousCookies(tab, sessionCookie, replaced, deps)
  const end = await endSession(tab, sessionCookie.cookie.value, deps).catch(toFinding)
  deps.currentUser.forget(tab)
  await reloadTab(tab, deps.browser)
  // The window may have been closed; the session has ended all the same.
  const tabAfterwards = await deps.currentUser.query(target.windowId).catch(() => undefined)
  return {
    user: formatUserName(tab.user),
    prefix: tab.prefix,
    ended: 'ended' in end && (end.ended || isResumed(journal)) ? 1 : 0,
    currentUser: tabAfterwards?.status === 'user' ? formatUserName(tabAfterwards.user) : undefined,
    ...('ended' in end ? { warnings: end.warnings } : { partialFailure: end }),
  }
}

/** Throws SESSION_COOKIE_UNKNOWN. */
function requireReplacedCookies(tab: SignedInTab): readonly StoredCookie[] {
  const { replaced = [] } = requireSessionCookie(tab).createdSession ?? {}
  if (replaced.length === 0) throw createCookieUnknownError(tab)
  return replaced
}

/** Throws COOKIE_REJECTED after putting all cookies back as they were. */
async function restorePreviousCookies(
  { site, prefix }: SignedInTab,
  { cookie, storeId }: SessionCookieInUse,
  replaced: readonly StoredCookie[],
  { browser: { cookies } }: SessionOperationDeps,
): Promise<void> {
  const urls = [hubUrl(site.hub, prefix), currentUserUrl(site.hub, prefix)]
  const swap = { ownCookie: cookie, wasSet: true, replaced, urls, storeId }
  const { notRestored, notRemoved, setByOthers } = await restoreCookies(swap, cookies)
  const refused = [...notRestored, ...notRemoved]
  if (refused.length === 0) return
  const isOurs = (one: StoredCookie): boolean => !setByOthers.includes(toCookieKey(one))
  for (const one of replaced.filter(isOurs)) await cookies.expire(one, storeId).catch(() => {})
  if (isOurs(cookie)) await cookies.set(cookie, storeId).catch(() => {})
  const reason = message('reason.cookieNotRestored', { cookie: refused.join(', ') })
  throw failure('COOKIE_REJECTED', { cookie: cookie.name, reason })
}
