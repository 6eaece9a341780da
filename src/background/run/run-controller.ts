import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { completeFinding, toFinding } from '#protocol/findings/to-finding'
import type { SignInRequest } from '#shared/intents'
import type { Run } from '#shared/runs/run'
import { parseRequest, validateRequest } from '#shared/runs/run-request'
import type { SerialQueue } from '../async/serial-queue.ts'
import { type ExecuteRunDeps, executeRun } from './execute-run.ts'
import {
  createRecord,
  failStep,
  finishRun,
  type RunRecord,
  RunRecordSchema,
  startNextStep,
} from './run-state.ts'

export interface RunControllerDeps extends ExecuteRunDeps {
  queue: SerialQueue
  /** Receives each request that passed validation. */
  onAccepted(request: SignInRequest): void
  /** Called when a run has left the queue. */
  onFinished(): void
}

/** A run is queued until its turn comes, running until its outcome is known, and then decided. */
type RunPhase = 'queued' | 'running' | 'decided'

interface ActiveRun {
  phase: RunPhase
  readonly record: RunRecord
  readonly abortController: AbortController
  readonly permissionAnswer: Promise<boolean>
  answerPermission(granted: boolean): void
}

/** Takes one run at a time from the request to its outcome. */
export class RunController {
  readonly #deps: RunControllerDeps
  /** The run in progress, or else the last one. A decided run may still be saving its record. */
  #latest: ActiveRun | undefined

  constructor(deps: RunControllerDeps) {
    this.#deps = deps
  }

  /**
   * Returns false and does nothing while a run is in progress. Waits until session actions have
   * finished.
   */
  start(request: SignInRequest): boolean {
    if (this.isRunning()) return false
    const id = crypto.randomUUID()
    const rejection = validateRequest(request)
    if (rejection !== undefined) {
      const finding = completeFinding(rejection)
      // Not stored, because a rejected request may have any size.
      this.#deps.publish(finishRun(failStep(createRecord(request, id).run, finding, this.#deps.now())))
      return true
    }
    this.#deps.onAccepted(request)
    this.#enqueue(createRecord(parseRequest(request), id))
    return true
  }

  cancel(): void {
    this.#getCurrent()?.abortController.abort(failure('CANCELLED', {}))
  }

  answerPermission(granted: boolean): void {
    this.#getCurrent()?.answerPermission(granted)
  }

  isRunning(): boolean {
    return this.#getCurrent() !== undefined
  }

  /** Returns the window in which the run in progress was requested. */
  getRequestWindowId(): number | undefined {
    return this.#getCurrent()?.record.request.windowId
  }

  /**
   * Publishes the last run, and continues it if a previous worker did not finish it. Resolves when
   * the run is queued.
   */
  async resume(): Promise<void> {
    const saved = v.safeParse(RunRecordSchema, await this.#deps.runItem.load().catch(() => undefined))
    if (!saved.success) return
    this.#deps.publish(saved.output.run)
    if (saved.output.run.outcome === 'working') this.#enqueue(saved.output)
  }

  #getCurrent(): ActiveRun | undefined {
    return this.#latest?.phase === 'decided' ? undefined : this.#latest
  }

  #enqueue(record: RunRecord): void {
    const { queue, now, onFinished } = this.#deps
    const activeRun = createActiveRun(record, queue.isBusy() ? 'queued' : 'running')
    this.#latest = activeRun
    if (activeRun.phase === 'queued') this.#publishAndSave(activeRun, startNextStep(record.run, now()))
    void queue
      .enqueue(() => this.#execute(activeRun), activeRun.abortController.signal)
      // Cancelled before its turn: there is nothing to roll back.
      .catch(thrown =>
        this.#publishAndSave(activeRun, finishRun(failStep(record.run, toFinding(thrown), now()))),
      )
      .finally(() => {
        activeRun.phase = 'decided'
        onFinished()
      })
  }

  #execute(activeRun: ActiveRun): Promise<void> {
    const { record, permissionAnswer, abortController } = activeRun
    activeRun.phase = 'running'
    const publish = (run: Run): void => this.#publish(activeRun, run)
    return executeRun(record, { ...this.#deps, publish }, permissionAnswer, abortController.signal)
  }

  /**
   * Saves a queued run too, so that the next worker continues it or reports that it is too late.
   */
  #publishAndSave(activeRun: ActiveRun, run: Run): void {
    const wasQueued = activeRun.phase === 'queued'
    this.#publish(activeRun, run)
    if (wasQueued) this.#deps.runItem.save({ ...activeRun.record, run }).catch(() => {})
  }

  /**
   * Publishes the run, unless a newer run has started. A decided run does not block the next one.
   */
  #publish(activeRun: ActiveRun, run: Run): void {
    if (run.outcome !== 'working') activeRun.phase = 'decided'
    if (activeRun === this.#latest) this.#deps.publish(run)
  }
}

function createActiveRun(record: RunRecord, phase: RunPhase): ActiveRun {
  let answerPermission = (_: boolean): void => {}
  const permissionAnswer = new Promise<boolean>(resolve => {
    answerPermission = resolve
  })
  return { phase, record, abortController: new AbortController(), permissionAnswer, answerPermission }
}
