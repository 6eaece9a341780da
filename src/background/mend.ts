import * as v from 'valibot'
import type { Mending as Action, CauseId } from '#shared/cause'
import type { SignInRequest } from '#shared/intents'
import type { Stored } from './browser/session-storage.ts'
import type { CompanionLink } from './companion-link.ts'
import { endSession } from './deeds/tools.ts'
import type { HandlersOf } from './handlers.ts'
import { isMadeFor, type Ledger } from './ledger.ts'
import { type RunRecord, RunRecordSchema } from './run-record.ts'
import type { Turns } from './turns.ts'

export interface MendTools {
  /** The store of the run. */
  stored: Stored
  ledger: Ledger
  turns: Turns
  companion: CompanionLink
  signIn(request: SignInRequest): void
  /** Told after each, whether there is a new run or not. */
  onEnded(): void
}

/** Does what the tester wants done about a cause: in the end a new run, with a session of its own. */
export function createMending(tools: MendTools): { handlers: HandlersOf<'mend'> } {
  const { stored, ledger, turns, companion, signIn, onEnded } = tools
  const mend = async ({ run, cause }: { run: string; cause: CauseId }): Promise<void> => {
    const { success, output: record } = v.safeParse(
      RunRecordSchema,
      await stored.load().catch(() => undefined),
    )
    if (!success || record.run.id !== run) return
    const action = record.run.causes?.find(one => one.cause === cause)?.action
    if (action === undefined) return
    if (action.kind === 'endOwnSessions') await endOwnSessions(record, ledger, companion)
    signIn(requestAgain(record, action))
  }
  return { handlers: { mend: wish => turns.take(() => mend(wish)).finally(onEnded) } }
}

const requestAgain = ({ request }: RunRecord, action: Action): SignInRequest => ({
  ...request,
  ...(action.kind === 'signInAgain' ? changesOf(action) : {}),
  sessionId: crypto.randomUUID(),
})

const changesOf = ({ change, windowId }: Extract<Action, { kind: 'signInAgain' }>) => ({
  ...change,
  ...(windowId === undefined ? {} : { windowId }),
})

/** One that cannot be ended stays: the run that follows says what is wrong. */
async function endOwnSessions(
  { request }: RunRecord,
  ledger: Ledger,
  companion: CompanionLink,
): Promise<void> {
  const { site, prefix, identity } = request
  const own = (await ledger.all()).filter(one => isMadeFor(one, site, prefix, identity))
  await Promise.allSettled(
    own.map(({ sessionId }) => endSession({ site: { id: site }, prefix }, sessionId, { companion, ledger })),
  )
}
