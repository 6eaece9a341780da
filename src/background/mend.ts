import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { Mending as Action, CauseId } from '#shared/cause'
import type { SignInRequest } from '#shared/intents'
import type { Run } from '#shared/run'
import type { Stored } from './browser/session-storage.ts'
import type { CompanionLink } from './companion-link.ts'
import { endSession } from './deeds/tools.ts'
import type { HandlersOf } from './handlers.ts'
import { isMadeFor, type Ledger } from './ledger.ts'
import { ended, failed, newRun, type RunRecord, RunRecordSchema } from './run-record.ts'
import type { Turns } from './turns.ts'

export interface MendTools {
  /** The store of the run. */
  stored: Stored
  ledger: Ledger
  turns: Turns
  companion: CompanionLink
  signIn(request: SignInRequest): unknown
  /** The run that pages see. */
  shown(): Run | undefined
  publish(run: Run): void
  now(): number
  /** Told after each, whether there is a new run or not. */
  onEnded(): void
}

/** Does what the tester wants done about a cause: in the end a new run, with a session of its own. */
export function createMending(tools: MendTools): { handlers: HandlersOf<'mend'> } {
  const { ledger, turns, companion, signIn, onEnded } = tools
  const mend = async ({ run, cause }: { run: string; cause: CauseId }): Promise<void> => {
    const record = await recordOf(run, tools)
    const action = record?.run.causes?.find(one => one.cause === cause)?.action
    if (record === undefined || action === undefined) return sayForgotten(run, tools)
    if (action.kind === 'endOwnSessions') await endOwnSessions(record, ledger, companion)
    signIn(requestAgain(record, action))
  }
  return { handlers: { mend: wish => turns.take(() => mend(wish)).finally(onEnded) } }
}

async function recordOf(id: string, { stored }: MendTools): Promise<RunRecord | undefined> {
  const left = v.safeParse(RunRecordSchema, await stored.load().catch(() => undefined))
  return left.success && left.output.run.id === id ? left.output : undefined
}

/** As a run that never began; where another one is shown by now, that is the answer. */
function sayForgotten(id: string, { shown, publish, now }: MendTools): void {
  const before = shown()
  if (before?.id !== id) return
  const { finding } = failure('RUN_NOT_BEGUN', { reason: 'the browser has forgotten the run before' })
  publish(ended(failed(newRun(before, crypto.randomUUID()), finding, now())))
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
