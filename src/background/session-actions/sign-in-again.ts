import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/to-finding'
import type { SignInRequest } from '#shared/intents'
import type { SessionTarget } from '#shared/sessions/session-actions'
import type { ActionRunnerDeps } from './action-runner.ts'
import { assertStillSignedIn, type SessionActionDeps } from './shared.ts'

export interface SignInAgainDeps
  extends SessionActionDeps,
    Pick<ActionRunnerDeps, 'queue' | 'publish' | 'onFinished'> {
  /** False while another run goes on. */
  signIn(request: SignInRequest): boolean
}

/** Signs the user of the tab in with another session id. What becomes of that, the run tells; why there is none, this. */
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

async function createRequest(target: SessionTarget, deps: SessionActionDeps): Promise<SignInRequest> {
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
