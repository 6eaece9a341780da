import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { SignInRequest } from '#shared/intents'
import type { SessionAction, SessionTarget } from '#shared/sessions/session-actions'
import type { SerialQueue } from '../async/serial-queue.ts'
import { assertStillSignedIn, type SessionOperationDeps } from './session-operations.ts'

export interface SignInAgainDeps extends SessionOperationDeps {
  queue: SerialQueue
  /** Returns false while another run is in progress. */
  signIn(request: SignInRequest): boolean
  publish(action: SessionAction): void
  onFinished(): void
}

/**
 * Signs in the same user with a new session id. The run reports its outcome; this reports only why
 * it could not start.
 */
export async function signInAgain(target: SessionTarget, deps: SignInAgainDeps): Promise<void> {
  const { queue, signIn, publish, onFinished } = deps
  try {
    const isStarted = signIn(await queue.enqueue(() => createRequest(target, deps)))
    if (!isStarted) throw failure('RUN_NOT_BEGUN', { reason: message('reason.otherRunBegan') })
  } catch (thrown) {
    const action = { name: 'signInAgain', windowId: target.windowId, id: crypto.randomUUID() } as const
    publish({ ...action, status: 'failed', finding: toFinding(thrown) })
  } finally {
    onFinished()
  }
}

async function createRequest(target: SessionTarget, deps: SessionOperationDeps): Promise<SignInRequest> {
  const { windowId, site, prefix, user, sessionCookie } = await assertStillSignedIn(target, deps)
  return {
    site: site.id,
    prefix,
    identity: { ...user, attributes: sessionCookie?.createdSession?.attributes ?? [] },
    sessionId: crypto.randomUUID(),
    cookieName: sessionCookie?.cookie.name ?? '',
    windowId,
    persona: sessionCookie?.createdSession?.persona,
  }
}
