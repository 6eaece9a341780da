import { failure } from '#protocol/errors'
import type { Run, StepName } from '#shared/run'
import { findingBehind } from './behind-failure.ts'
import type { BrowserPorts } from './browser/index.ts'
import type { Stored } from './browser/session-storage.ts'
import type { CompanionLink } from './companion-link.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import { type Ledger, madeSessionOf } from './ledger.ts'
import { takeUpWithinMs } from './limits.ts'
import { phrase } from './phrases.ts'
import { openRunBook, type RunBook } from './run-book.ts'
import {
  begun,
  ended,
  explained,
  failed,
  nextStep,
  noted,
  passed,
  type RunRecord,
  warned,
} from './run-record.ts'
import type { StepContext } from './run-step.ts'
import { steps } from './steps/index.ts'
import { undo } from './undo.ts'

export interface PassThroughTools {
  browser: BrowserPorts
  companion: CompanionLink
  stored: Stored
  ledger: Ledger
  publish(run: Run): void
  /** Keeps the record of a run that comes to its end. */
  keep(record: RunRecord): void
  now(): number
}

/** Passes through the steps that are left, and undoes what was done when one of them fails. */
export async function passThrough(
  start: RunRecord,
  tools: PassThroughTools,
  permissionAnswer: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const book = openRunBook(start, tools.stored, tools.publish)
  const run = (): Run => book.record().run
  const contextOf = (step: StepName): StepContext => ({
    record: book.record,
    remember: book.remember,
    note: note => book.show(noted(run(), step, note)),
    restartClock: () => book.show(begun(run(), tools.now())),
    warn: warnings => book.show(warned(run(), step, warnings)),
    companion: tools.companion.connect,
    sites: tools.companion.sites,
    browser: tools.browser,
    permissionAnswer,
    signal,
  })

  try {
    signal.throwIfAborted()
    if (run().finding === undefined) expectTakeable(start, tools.now())
    book.show(begun(run(), tools.now()))
    for (let step = nextStep(run()); step !== undefined; step = nextStep(run())) {
      const note = await steps[step](contextOf(step))
      signal.throwIfAborted()
      book.show(begun(passed(run(), step, tools.now(), note), tools.now()))
    }
  } catch (thrown) {
    book.show(failed(run(), await findingBehind(thrown, book.record(), tools.browser), tools.now()))
  }
  if (run().finding === undefined) await verified(book, tools)
  else book.show(await undone(contextOf('companion'), tools))
  tools.keep(book.record())
  // A store that takes nothing costs what another worker would know of it.
  await book.written()
}

/** Says so first, and then writes down that this session is ours. */
async function verified({ record, show }: RunBook, { ledger, now }: PassThroughTools): Promise<void> {
  show(ended(record().run))
  const isRemembered = await ledger.add(madeSessionOf(record(), now()))
  if (!isRemembered) show(noted(record().run, 'identity', [phrase('NotRemembered')]))
}

/** Finds out why the run has failed, and then undoes it, which takes away what tells why. */
async function undone(context: StepContext, { ledger, now }: PassThroughTools): Promise<Run> {
  const sources = { ...context, record: context.record(), ledger, now: now() }
  const causes = await diagnose(sources, context.signal)
  const leftBehind = await undo(context)
  const record = context.record()
  // So that it can be ended later, among those that Hubpass has made.
  if (record.site !== undefined && leftBehind.some(({ id }) => id === 'SessionRemains'))
    await ledger.add(madeSessionOf(record, now()))
  return ended(explained(record.run, causes), leftBehind)
}

/**
 * Throws RUN_INTERRUPTED for a run that another worker began too long ago, or in the middle of making the session:
 * nobody heard the answer then.
 */
function expectTakeable({ run, journal }: RunRecord, now: number): void {
  const step = run.steps.find(({ state }) => state === 'working')
  if (step === undefined) return
  const isFresh = now - (step.startedAt ?? 0) < takeUpWithinMs
  if (!isFresh || (step.name === 'session' && journal.session === 'asked')) {
    throw failure('RUN_INTERRUPTED', { step: step.name })
  }
}
