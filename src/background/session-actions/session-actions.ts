import type { SignInRequest } from '#shared/intents'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import { dispatchIntent, type IntentHandlersOf } from '../intent-handlers.ts'
import { createActionRunner } from './action-runner.ts'
import { endCurrentSession, restorePreviousSession, signOut } from './current-session.ts'
import { createSessionList } from './session-list.ts'
import type { SessionOperationDeps } from './session-operations.ts'
import { signInAgain } from './sign-in-again.ts'

type SessionActionHandlers = IntentHandlersOf<
  | 'endThisSession'
  | 'signOut'
  | 'signInAgain'
  | 'goBack'
  | 'listSessions'
  | 'endListed'
  | 'endOurs'
  | 'logOut'
>

export interface SessionActionsDeps extends SessionOperationDeps {
  pendingActionsItem: SessionItem
  queue: SerialQueue
  /** Returns false while another run is in progress. */
  signIn(request: SignInRequest): boolean
  publish(action: SessionAction): void
  publishSessions(sessions: SessionList): void
  /** Called after each action, whether it succeeded or not. */
  onFinished(): void
}

export interface SessionActions {
  handlers: SessionActionHandlers
  /** Finishes the actions of a previous worker. Resolves once they wait in the queue. */
  resume(): Promise<void>
}

/** Creates the actions on the session of the tab in front, and on other sessions of a user. */
export function createSessionActions(deps: SessionActionsDeps): SessionActions {
  const { pendingActionsItem, queue, publish, onFinished } = deps
  const { runAction, startRun, resume } = createActionRunner({
    pendingActionsItem,
    queue,
    publish,
    onFinished,
  })
  const sessionList = createSessionList({ ...deps, publish: deps.publishSessions, runAction })
  const handlers: SessionActionHandlers = {
    endThisSession: target =>
      runAction('endThis', target, journal => endCurrentSession(target, deps, journal)),
    signOut: target => runAction('signOut', target, journal => signOut(target, deps, journal)),
    goBack: target => runAction('goBack', target, journal => restorePreviousSession(target, deps, journal)),
    signInAgain: target => startRun(target, () => signInAgain(target, deps)),
    ...sessionList.handlers,
  }
  return { handlers, resume: () => resume(intent => dispatchIntent(handlers, intent)) }
}
