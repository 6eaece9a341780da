import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { Site } from '#protocol/site'
import type { SignInRequest } from '#shared/intents'
import type { SessionTarget } from '#shared/sessions/session-actions'
import { type SessionCookieInUse, toConfiguredCookieName } from '../current-user/find-session-cookie.ts'
import { assertStillSignedIn, type SessionOperationDeps } from './session-operations.ts'

export interface SignInAgainDeps extends SessionOperationDeps {
  /** Returns false while another run is in progress. */
  signIn(request: SignInRequest): boolean
}

/** Signs in the same user with a new session id. Throws why the run could not start. */
export async function signInAgain(target: SessionTarget, deps: SignInAgainDeps): Promise<void> {
  if (!deps.signIn(await createRequest(target, deps)))
    throw failure('RUN_NOT_BEGUN', { reason: message('reason.otherRunBegan') })
}

async function createRequest(target: SessionTarget, deps: SessionOperationDeps): Promise<SignInRequest> {
  const { windowId, site, prefix, user, sessionCookie } = await assertStillSignedIn(target, deps)
  return {
    site: site.id,
    prefix,
    identity: { ...user, attributes: sessionCookie?.createdSession?.attributes ?? [] },
    sessionId: crypto.randomUUID(),
    cookieName: sessionCookie?.cookie.name ?? '',
    ...(overridesQmc(site, sessionCookie) ? { usesTypedName: true } : {}),
    windowId,
    persona: sessionCookie?.createdSession?.persona,
  }
}

/** Returns whether Hubpass has set the cookie under another name than that of the virtual proxy. */
function overridesQmc(site: Site, { cookie, createdSession }: Partial<SessionCookieInUse> = {}): boolean {
  const { cookieName } = createdSession?.virtualProxy?.settings ?? {}
  return cookieName !== undefined && cookie?.name !== toConfiguredCookieName(site, cookieName)
}
