import * as v from 'valibot'
import { message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import type { SignInRequest } from '#shared/intents'
import type { CauseId, Fix } from '#shared/runs/cause'
import type { Run } from '#shared/runs/run'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import { createRun, failStep, finishRun, type RunRecord, RunRecordSchema } from '../run/run-state.ts'
import { endSession } from '../session-actions/session-operations.ts'
import type { FindSessionOrigins } from '../sessions/session-origins.ts'
import type { SessionRegistry } from '../sessions/session-registry.ts'

interface FixesDeps {
  /** Holds the record of the last run. */
  runItem: SessionItem
  registry: SessionRegistry
  findOrigins: FindSessionOrigins
  queue: SerialQueue
  companion: Pick<CompanionConnection, 'connect'>
  signIn(request: SignInRequest): unknown
  /** Returns the run that pages show. */
  currentRun(): Run | undefined
  publish(run: Run): void
  now(): number
  /** Called after each fix, whether it started a run or not. */
  onFinished(): void
}

/** Applies the fix of a cause. Every fix ends with a new run and a new session id. */
export function createFixes(deps: FixesDeps): { handlers: IntentHandlersOf<'applyFix'> } {
  const { queue, signIn, onFinished } = deps
  const applyFix = async ({ run, cause }: { run: string; cause: CauseId }): Promise<void> => {
    const record = await loadRecord(run, deps)
    const fix = record?.run.causes?.find(one => one.cause === cause)?.action
    if (record === undefined || fix === undefined) return publishForgotten(run, deps)
    if (fix.kind === 'enterCookieName') return
    if (fix.kind === 'endOwnSessions') await endOwnSessions(record, deps)
    signIn(createFixRequest(record, fix))
  }
  return { handlers: { applyFix: intent => queue.enqueue(() => applyFix(intent)).finally(onFinished) } }
}

async function loadRecord(id: string, { runItem }: FixesDeps): Promise<RunRecord | undefined> {
  const saved = v.safeParse(RunRecordSchema, await runItem.load().catch(() => undefined))
  return saved.success && saved.output.run.id === id ? saved.output : undefined
}

/** Publishes a run that could not be started, unless pages show another run by now. */
function publishForgotten(id: string, { currentRun, publish, now }: FixesDeps): void {
  const previousRun = currentRun()
  if (previousRun?.id !== id) return
  const finding = findingOf('RUN_NOT_BEGUN', { reason: message('reason.runForgotten') })
  publish(finishRun(failStep(createRun(previousRun, crypto.randomUUID()), finding, now())))
}

const createFixRequest = ({ request }: RunRecord, fix: Fix): SignInRequest => ({
  ...request,
  ...(fix.kind === 'signInAgain' ? toRequestChanges(fix) : {}),
  ...(fix.kind === 'useTypedName' ? { usesTypedName: true } : {}),
  sessionId: crypto.randomUUID(),
})

const toRequestChanges = ({ change, windowId }: Extract<Fix, { kind: 'signInAgain' }>) => ({
  ...change,
  ...(windowId === undefined ? {} : { windowId }),
})

/**
 * Keeps sessions that cannot be found or ended: the run that follows reports the problem. Never
 * rejects.
 */
async function endOwnSessions(
  { request: { site, prefix, identity } }: RunRecord,
  { registry, companion, findOrigins }: FixesDeps,
): Promise<void> {
  const { userDirectory, userId } = identity
  const listing = companion
    .connect()
    .then(({ request }) => request('sessions', { site, prefix, user: { userDirectory, userId } }))
  const ids = (await listing.catch(() => ({ sessions: [] }))).sessions.map(({ sessionId }) => sessionId)
  const origins = await findOrigins(prefix, ids)
  const ownIds = ids.filter(id => origins.get(id)?.isCreatedByHubpass === true)
  await Promise.allSettled(
    ownIds.map(sessionId => endSession({ site: { id: site }, prefix }, sessionId, { companion, registry })),
  )
}
