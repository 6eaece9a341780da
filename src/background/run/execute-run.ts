import { hasId, message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { findingOf, toFinding } from '#protocol/findings/to-finding'
import { toOriginPattern } from '#shared/hub-location'
import type { Run, StepName } from '#shared/runs/run'
import type { BrowserPorts } from '../browser/index.ts'
import type { SessionItem } from '../browser/storage.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { FindSessionOrigins } from '../sessions/session-origins.ts'
import { type SessionRegistry, toCreatedSession } from '../sessions/session-registry.ts'
import { maxResumeAgeMs } from '../timeouts.ts'
import { rollback } from './rollback.ts'
import { recordContainer } from './run-container.ts'
import {
  failStep,
  findNextStep,
  finishRun,
  passStep,
  type RunRecord,
  startNextStep,
  withCauses,
  withNote,
  withWarnings,
} from './run-state.ts'
import { openRunStore, type RunStore } from './run-store.ts'
import { getRunWindowId } from './run-window.ts'
import { steps } from './steps/index.ts'
import type { StepContext } from './steps/step.ts'

export interface ExecuteRunDeps {
  browser: BrowserPorts
  companion: Pick<CompanionConnection, 'connect' | 'fetchSites'>
  runItem: SessionItem
  registry: SessionRegistry
  findOrigins: FindSessionOrigins
  /** Returns the name of the container that a persona owns. */
  findContainerOf(persona: string): Promise<string | undefined>
  publish(run: Run): void
  /** Receives the final record, after a rollback if there was one. */
  onDecided(record: RunRecord): void
  now(): number
}

/** Executes the remaining steps. Rolls the run back if one of them fails. */
export async function executeRun(
  start: RunRecord,
  deps: ExecuteRunDeps,
  permissionAnswer: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const store = openRunStore(start, deps.runItem, deps.publish)
  const run = (): Run => store.record().run
  const createContext = (step: StepName): StepContext => ({
    record: store.record,
    updateRecord: store.update,
    setContainer: container => store.update({ run: { ...run(), container } }),
    showNote: note => store.publish(withNote(run(), step, note)),
    restartTimer: () => store.publish(startNextStep(run(), deps.now())),
    showWarnings: warnings => store.publish(withWarnings(run(), step, warnings)),
    companion: () => deps.companion.connect(),
    fetchSites: () => deps.companion.fetchSites(),
    findContainerOf: deps.findContainerOf,
    browser: deps.browser,
    permissionAnswer,
    signal,
  })

  const isPrivateKnown = findOutIfPrivate(store, deps.browser)
  try {
    signal.throwIfAborted()
    if (run().finding === undefined) assertResumable(start, deps.now())
    store.publish(startNextStep(run(), deps.now()))
    await recordContainer(createContext('companion'))
    for (let step = findNextStep(run()); step !== undefined; step = findNextStep(run())) {
      const note = await steps[step](createContext(step))
      signal.throwIfAborted()
      store.publish(startNextStep(passStep(run(), step, deps.now(), note), deps.now()))
    }
  } catch (thrown) {
    store.publish(failStep(run(), await findRootFinding(thrown, store.record(), deps.browser), deps.now()))
  }
  await isPrivateKnown
  if (run().finding === undefined) await completeRun(store, deps)
  else await failRun(store, createContext('session'), deps)
  deps.onDecided(store.record())
  // Never rejects: if the storage fails, only a later worker lacks the record.
  await store.flush()
}

/** Publishes that the run is in a private window. The steps do not wait for it. */
async function findOutIfPrivate(store: RunStore, { windows }: Pick<BrowserPorts, 'windows'>): Promise<void> {
  const isRunWindow = ({ id }: { id: number }) => id === getRunWindowId(store.record())
  const window = (await windows.list().catch(() => [])).find(isRunWindow)
  if (window?.isPrivate === true) store.publish({ ...store.record().run, isPrivate: true })
}

/**
 * Shows the outcome first, and saves it last: a worker that stops in between leaves the rest to the
 * next one.
 */
async function completeRun(store: RunStore, { registry, publish, now }: ExecuteRunDeps): Promise<void> {
  const passedRun = finishRun(store.record().run)
  publish(passedRun)
  const isRegistered = await registry.add(toCreatedSession(store.record(), now()))
  store.publish(isRegistered ? passedRun : withNote(passedRun, 'identity', [message('note.notRemembered')]))
}

/**
 * Diagnoses the failure first, because the rollback removes the evidence. A worker that continues
 * the rollback of another one finds the causes in the record.
 */
async function failRun(
  store: RunStore,
  context: StepContext,
  { registry, findOrigins, now }: ExecuteRunDeps,
): Promise<void> {
  const { record, signal } = context
  const causes =
    record().causes ?? (await diagnose({ ...context, record: record(), findOrigins, now: now() }, signal))
  // Without storage, only a later worker lacks the causes.
  await store.update({ causes }).catch(() => {})
  const leftBehind = await rollback(context)
  // Register the session, so that the tester can end it later.
  if (record().site !== undefined && leftBehind.some(left => hasId(left, 'note.sessionRemains')))
    await registry.add(toCreatedSession(record(), now()))
  store.publish(finishRun(withCauses(record().run, causes), leftBehind))
}

/**
 * Throws RUN_INTERRUPTED for a run that a previous worker left too long ago. Throws it also if the
 * session was being created, because the response was lost.
 */
function assertResumable({ run, journal }: RunRecord, now: number): void {
  const step = run.steps.find(({ state }) => state === 'working')
  if (step === undefined) return
  const isRecent = now - (step.startedAt ?? 0) < maxResumeAgeMs
  if (!isRecent || (step.name === 'session' && journal.session === 'requested')) {
    throw failure('RUN_INTERRUPTED', { step: step.name })
  }
}

/**
 * Returns the finding of the failure. A permission that was revoked during the run explains every
 * later failure. Never rejects, because the rollback comes next.
 */
async function findRootFinding(
  thrown: unknown,
  { site, journal }: RunRecord,
  { permissions }: Pick<BrowserPorts, 'permissions'>,
): Promise<Finding> {
  const finding = toFinding(thrown)
  // Before the session is requested, the step itself waits for the permission.
  if (site === undefined || journal.session === 'none' || finding.code === 'CANCELLED') return finding
  try {
    const origin = toOriginPattern(site.hub)
    return (await permissions.has(origin)) ? finding : findingOf('PERMISSION_REVOKED', { origin })
  } catch {
    return finding
  }
}
