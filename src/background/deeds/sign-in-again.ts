import { failure, findingFrom } from '#protocol/errors'
import type { Meant } from '#shared/deeds'
import type { SignInRequest } from '#shared/intents'
import type { PerformTools } from './perform.ts'
import { type DeedTools, expectSignedIn } from './tools.ts'

export interface SignInAgainTools extends DeedTools, Pick<PerformTools, 'turns' | 'publish' | 'onEnded'> {
  /** False while another run goes on. */
  signIn(request: SignInRequest): boolean
}

/** Signs the user of the tab in with another session id. What becomes of that, the run tells; why there is none, this. */
export async function signInAgain(meant: Meant, tools: SignInAgainTools): Promise<void> {
  const { turns, signIn, publish, onEnded } = tools
  try {
    const isBegun = signIn(await turns.take(() => requestAgain(meant, tools)))
    if (!isBegun) throw failure('RUN_NOT_BEGUN', { reason: 'another one has begun meanwhile' })
  } catch (thrown) {
    const deed = { name: 'signInAgain', windowId: meant.windowId, id: crypto.randomUUID() } as const
    publish({ ...deed, status: 'failed', finding: findingFrom(thrown) })
  } finally {
    onEnded()
  }
}

async function requestAgain(meant: Meant, tools: DeedTools): Promise<SignInRequest> {
  const { windowId, site, prefix, user, held } = await expectSignedIn(meant, tools)
  return {
    site: site.id,
    prefix,
    identity: { ...user, attributes: held?.made?.attributes ?? [] },
    sessionId: crypto.randomUUID(),
    cookieName: held?.cookie.name ?? '',
    windowId,
    persona: held?.made?.persona,
  }
}
