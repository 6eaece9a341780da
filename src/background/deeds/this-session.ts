import { failure, findingFrom } from '#protocol/errors'
import { nameOf } from '#protocol/identity'
import type { Meant } from '#shared/deeds'
import type { StoredCookie } from '../stored-cookie.ts'
import type { HeldSession } from '../who/held-session.ts'
import type { Outcome } from './perform.ts'
import {
  type DeedTools,
  endSession,
  expectHeld,
  expectSignedIn,
  leave,
  logOut,
  reload,
  unknownCookie,
} from './tools.ts'

/** Ends the session that the tab uses. */
export async function endThisSession(meant: Meant, tools: DeedTools): Promise<Outcome> {
  const seen = await expectSignedIn(meant, tools)
  const { cookie } = expectHeld(seen)
  const ended = await endSession(seen, cookie.value, tools)
  await leave(seen, tools)
  return { user: nameOf(seen.user), prefix: seen.prefix, ended: ended ? 1 : 0 }
}

/** Ends all sessions of the tab's user on its virtual proxy. */
export async function signOut(meant: Meant, tools: DeedTools): Promise<Outcome> {
  const seen = await expectSignedIn(meant, tools)
  const { user, prefix } = seen
  const ended = await logOut({ site: seen.site.id, prefix, user }, tools)
  await leave(seen, tools)
  return { user: nameOf(user), prefix, ended }
}

/**
 * Puts back the cookies that our session took the place of, ends it, and asks the hub who that is now. Throws
 * SESSION_COOKIE_UNKNOWN for a session that has taken nobody's place as far as we know: it may have come meanwhile.
 */
export async function goBack(meant: Meant, tools: DeedTools): Promise<Outcome> {
  const seen = await expectSignedIn(meant, tools)
  const held = expectHeld(seen)
  const replaced = held.made?.replaced ?? []
  if (replaced.length === 0) throw unknownCookie(seen)
  await putBack(held, replaced, tools)
  const ending = await endSession(seen, held.cookie.value, tools).catch(findingFrom)
  await reload(seen, tools.browser)
  const now = await tools.who.ask(meant.windowId)
  return {
    user: nameOf(seen.user),
    prefix: seen.prefix,
    ended: ending === true ? 1 : 0,
    now: now?.status === 'user' ? nameOf(now.user) : undefined,
    but: typeof ending === 'boolean' ? undefined : ending,
  }
}

/** Throws COOKIE_REJECTED, and then leaves everything as it was. */
async function putBack(
  { cookie, storeId }: HeldSession,
  replaced: readonly StoredCookie[],
  { browser: { cookies } }: DeedTools,
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
