import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import type { SessionTarget } from '#shared/sessions/session-actions'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { SessionCookieInUse } from '../current-user/find-session-cookie.ts'
import type { ActionResult } from './action-runner.ts'
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
): Promise<ActionResult> {
  const tab = await assertStillSignedIn(target, deps)
  const { cookie } = requireSessionCookie(tab)
  const ended = await endSession(tab, cookie.value, deps)
  await removeCookieAndReload(tab, deps)
  return { user: formatUserName(tab.user), prefix: tab.prefix, ended: ended ? 1 : 0 }
}

/** Ends all sessions of the tab's user on its virtual proxy. */
export async function signOut(target: SessionTarget, deps: SessionOperationDeps): Promise<ActionResult> {
  const tab = await assertStillSignedIn(target, deps)
  const { user, prefix } = tab
  const ended = await logOut({ site: tab.site.id, prefix, user }, deps)
  await removeCookieAndReload(tab, deps)
  return { user: formatUserName(user), prefix, ended }
}

/**
 * Restores the cookies that our session replaced, ends it, and queries who is signed in now. Throws
 * SESSION_COOKIE_UNKNOWN if our session is not known to have replaced any.
 */
export async function restorePreviousSession(
  target: SessionTarget,
  deps: SessionOperationDeps,
): Promise<ActionResult> {
  const tab = await assertStillSignedIn(target, deps)
  const sessionCookie = requireSessionCookie(tab)
  const replaced = sessionCookie.createdSession?.replaced ?? []
  if (replaced.length === 0) throw createCookieUnknownError(tab)
  await restorePreviousCookies(sessionCookie, replaced, deps)
  const endResult = await endSession(tab, sessionCookie.cookie.value, deps).catch(toFinding)
  await reloadTab(tab, deps.browser)
  const tabAfterwards = await deps.currentUser.query(target.windowId)
  return {
    user: formatUserName(tab.user),
    prefix: tab.prefix,
    ended: endResult === true ? 1 : 0,
    currentUser: tabAfterwards?.status === 'user' ? formatUserName(tabAfterwards.user) : undefined,
    partialFailure: typeof endResult === 'boolean' ? undefined : endResult,
  }
}

/** Throws COOKIE_REJECTED after putting all cookies back as they were. */
async function restorePreviousCookies(
  { cookie, storeId }: SessionCookieInUse,
  replaced: readonly StoredCookie[],
  { browser: { cookies } }: SessionOperationDeps,
): Promise<void> {
  await cookies.expire(cookie, storeId)
  try {
    for (const one of replaced) await cookies.set(one, storeId)
  } catch (thrown) {
    for (const one of replaced) await cookies.expire(one, storeId).catch(() => {})
    await cookies.set(cookie, storeId)
    throw failure('COOKIE_REJECTED', { cookie: cookie.name, reason: String(thrown) })
  }
}
