import type { SignInRequest } from '#shared/intents'
import type { HandlersOf } from '../handlers.ts'
import { createPerformer, type PerformTools } from './perform.ts'
import { createSessions, type SessionsTools } from './sessions.ts'
import { endThisSession, goBack, signOut } from './this-session.ts'
import { type DeedTools, expectSignedIn } from './tools.ts'

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

export interface DeedsTools extends DeedTools, PerformTools {
  publishSessions: SessionsTools['publish']
  signIn(request: SignInRequest): void
}

/** What can be done about the session of the tab in front, and about others of a user. */
export function createDeeds(tools: DeedsTools): { handlers: DeedHandlers; isGoing(): boolean } {
  const { perform, isGoing } = createPerformer(tools)
  return {
    isGoing,
    handlers: {
      endThisSession: ({ windowId }) => perform('endThis', windowId, () => endThisSession(windowId, tools)),
      signOut: ({ windowId }) => perform('signOut', windowId, () => signOut(windowId, tools)),
      goBack: ({ windowId }) => perform('goBack', windowId, () => goBack(windowId, tools)),
      signInAgain: ({ windowId }) => signInAgain(windowId, tools),
      ...createSessions({ ...tools, publish: tools.publishSessions, perform }).handlers,
    },
  }
}

/** What became of it, the run tells; a tab that has lost its user meanwhile tells that by itself. */
async function signInAgain(windowId: number, tools: DeedsTools): Promise<void> {
  if (tools.isBusy()) return
  const seen = await expectSignedIn(windowId, tools).catch(() => undefined)
  if (seen === undefined) return
  const { site, prefix, user, held } = seen
  tools.signIn({
    site: site.id,
    prefix,
    identity: { ...user, attributes: held?.made?.attributes ?? [] },
    sessionId: crypto.randomUUID(),
    cookieName: held?.cookie.name ?? '',
    windowId,
    persona: held?.made?.persona,
  })
}
