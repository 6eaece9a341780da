import type { HandlersOf } from '../handlers.ts'
import { createPerformer, type Performer, type PerformTools } from './perform.ts'
import { createSessions, type SessionsTools } from './sessions.ts'
import { type SignInAgainTools, signInAgain } from './sign-in-again.ts'
import { endThisSession, goBack, signOut } from './this-session.ts'

export type DeedHandlers = HandlersOf<
  | 'endThisSession'
  | 'signOut'
  | 'signInAgain'
  | 'goBack'
  | 'listSessions'
  | 'endListed'
  | 'endOurs'
  | 'logOut'
>

export interface DeedsTools extends PerformTools, SignInAgainTools {
  publishSessions: SessionsTools['publish']
}

/** What can be done about the session of the tab in front, and about others of a user. */
export function createDeeds(
  tools: DeedsTools,
): { handlers: DeedHandlers } & Pick<Performer, 'tellInterrupted'> {
  const { perform, tellInterrupted } = createPerformer(tools)
  return {
    tellInterrupted,
    handlers: {
      endThisSession: meant => perform('endThis', meant.windowId, () => endThisSession(meant, tools)),
      signOut: meant => perform('signOut', meant.windowId, () => signOut(meant, tools)),
      goBack: meant => perform('goBack', meant.windowId, () => goBack(meant, tools)),
      signInAgain: meant => signInAgain(meant, tools),
      ...createSessions({ ...tools, publish: tools.publishSessions, perform }).handlers,
    },
  }
}
