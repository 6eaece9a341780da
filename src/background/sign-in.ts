import * as v from 'valibot'
import { failure, findingFrom } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { expectIdentity } from '#protocol/identity-rules'
import { expectPrefix } from '#protocol/prefix'
import { expectCookieName } from '#protocol/session-cookie'
import { expectSessionId } from '#protocol/session-id'
import type { SignInRequest } from '#shared/intents'
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
  newRecord,
  nextStep,
  noted,
  passed,
  type RunRecord,
  RunRecordSchema,
  warned,
} from './run-record.ts'
import type { StepContext } from './run-step.ts'
import { steps } from './steps/index.ts'
import type { Turns } from './turns.ts'
import { undo } from './undo.ts'

/** The one run at a time. */
export interface SignIn {
  /** Does nothing while a run goes on; waits while something else changes who is signed in. */
  start(request: SignInRequest): void
  cancel(): void
  answerPermission(granted: boolean): void
  isGoing(): boolean
  /** Shows the last run; goes on with it when another worker has left it behind. Resolves when that is under way. */
  takeUp(): Promise<void>
}

export interface SignInTools {
  browser: BrowserPorts
  companion: CompanionLink
  stored: Stored
  ledger: Ledger
  turns: Turns
  publish(run: Run): void
  /** Keeps the record of a run that comes to its end. */
  keep(record: RunRecord): void
  /** Told after each run. */
  onEnded(): void
  now(): number
}

export function createSignIn(tools: SignInTools): SignIn {
  let going: { cancel(): void; answerPermission(granted: boolean): void } | undefined

  const go = (record: RunRecord): void => {
    const cancelling = new AbortController()
    let answerPermission = (_: boolean): void => {}
    const permissionAnswer = new Promise<boolean>(resolve => {
      answerPermission = resolve
    })
    const mine = { cancel: () => cancelling.abort(failure('CANCELLED', {})), answerPermission }
    // From its verdict on there may be another one, which waits until all is written down.
    const decided = (): void => {
      if (going === mine) going = undefined
    }
    const publish = (run: Run): void => {
      if (run.outcome !== 'working') decided()
      if (going === undefined || going === mine) tools.publish(run)
    }
    going = mine
    if (tools.turns.isTaken()) publish(record.run)
    const { signal } = cancelling
    void tools.turns
      .take(() => passThrough(record, { ...tools, publish }, permissionAnswer, signal), signal)
      // Given up before its turn: there is nothing to undo.
      .catch(thrown => publish(ended(failed(record.run, findingFrom(thrown), tools.now()))))
      .finally(() => {
        decided()
        tools.onEnded()
      })
  }

  return {
    start(request) {
      if (going !== undefined) return
      const id = crypto.randomUUID()
      const refused = refusalOf(request)
      if (refused === undefined) go(newRecord(expectRequest(request), id))
      // Published alone, not stored: what was refused may be of any size.
      else tools.publish(ended(failed(newRecord(request, id).run, refused, tools.now())))
    },
    isGoing: () => going !== undefined,
    cancel: () => going?.cancel(),
    answerPermission: granted => going?.answerPermission(granted),
    async takeUp() {
      const left = v.safeParse(RunRecordSchema, await tools.stored.load().catch(() => undefined))
      if (!left.success) return
      tools.publish(left.output.run)
      if (left.output.run.outcome === 'working') go(left.output)
    },
  }
}

/** Passes through the steps that are left, and undoes what was done when one of them fails. */
async function passThrough(
  start: RunRecord,
  tools: SignInTools,
  permissionAnswer: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const book = openRunBook(start, tools.stored, tools.publish)
  const run = (): Run => book.record().run
  const contextOf = (step: StepName): StepContext => ({
    record: book.record,
    remember: book.remember,
    note: note => book.show(noted(run(), step, note)),
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
  await book.remember({}).catch(() => {})
}

/** Says so first, and then writes down that this session is ours. */
async function verified({ record, show }: RunBook, { ledger, now }: SignInTools): Promise<void> {
  show(ended(record().run))
  const isRemembered = await ledger.add(madeSessionOf(record(), now()))
  if (!isRemembered) show(noted(record().run, 'identity', [phrase('NotRemembered')]))
}

/** Finds out why the run has failed, and then undoes it, which takes away what tells why. */
async function undone(context: StepContext, { ledger, now }: SignInTools): Promise<Run> {
  const sources = { ...context, record: context.record(), ledger, now: now() }
  const causes = await diagnose(sources, context.signal)
  const leftBehind = await undo(context)
  const record = context.record()
  // So that it can be ended later, among those that Hubpass has made.
  if (record.site !== undefined && leftBehind.some(({ id }) => id === 'SessionRemains'))
    await ledger.add(madeSessionOf(record, now()))
  return ended(explained(record.run, causes), leftBehind)
}

/** Throws BAD_REQUEST, IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE; gives the request as Qlik Sense will take it. */
const expectRequest = (request: SignInRequest): SignInRequest => ({
  ...request,
  prefix: expectPrefix(request.prefix),
  identity: expectIdentity(request.identity),
  sessionId: expectSessionId(request.sessionId),
  cookieName: request.cookieName.trim() === '' ? '' : expectCookieName(request.cookieName.trim()),
})

/** Why a request cannot be taken at all. */
function refusalOf(request: SignInRequest): Finding | undefined {
  try {
    expectRequest(request)
    return undefined
  } catch (thrown) {
    return findingFrom(thrown)
  }
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
