import type { SignInRequest } from '#shared/intents'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
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
  /** Reports actions that a previous worker left unfinished as interrupted. */
  reportInterrupted(): Promise<void>
}

/** Creates the actions on the session of the tab in front, and on other sessions of a user. */
export function createSessionActions(deps: SessionActionsDeps): SessionActions {
  const { pendingActionsItem, queue, publish, onFinished } = deps
  const { runAction, reportInterrupted } = createActionRunner({
    pendingActionsItem,
    queue,
    publish,
    onFinished,
  })
  const sessionList = createSessionList({ ...deps, publish: deps.publishSessions, runAction })
  return {
    reportInterrupted,
    handlers: {
      endThisSession: target => runAction('endThis', target.windowId, () => endCurrentSession(target, deps)),
      signOut: target => runAction('signOut', target.windowId, () => signOut(target, deps)),
      goBack: target => runAction('goBack', target.windowId, () => restorePreviousSession(target, deps)),
      signInAgain: target => signInAgain(target, deps),
      ...sessionList.handlers,
    },
  }
}
