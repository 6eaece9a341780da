import type { IntentHandlersOf } from '../intent-handlers.ts'
import { type ActionRunner, type ActionRunnerDeps, createActionRunner } from './action-runner.ts'
import { endCurrentSession, restorePreviousSession, signOut } from './current-session.ts'
import { createSessionList, type SessionListDeps } from './session-list.ts'
import { type SignInAgainDeps, signInAgain } from './sign-in-again.ts'

export type SessionActionHandlers = IntentHandlersOf<
  | 'endThisSession'
  | 'signOut'
  | 'signInAgain'
  | 'goBack'
  | 'listSessions'
  | 'endListed'
  | 'endOurs'
  | 'logOut'
>

export interface CreateSessionActionsDeps extends ActionRunnerDeps, SignInAgainDeps {
  publishSessions: SessionListDeps['publish']
}

/** What can be done about the session of the tab in front, and about others of a user. */
export function createSessionActions(
  deps: CreateSessionActionsDeps,
): { handlers: SessionActionHandlers } & Pick<ActionRunner, 'reportInterrupted'> {
  const { runAction, reportInterrupted } = createActionRunner(deps)
  return {
    reportInterrupted,
    handlers: {
      endThisSession: target => runAction('endThis', target.windowId, () => endCurrentSession(target, deps)),
      signOut: target => runAction('signOut', target.windowId, () => signOut(target, deps)),
      goBack: target => runAction('goBack', target.windowId, () => restorePreviousSession(target, deps)),
      signInAgain: target => signInAgain(target, deps),
      ...createSessionList({ ...deps, publish: deps.publishSessions, runAction }).handlers,
    },
  }
}
