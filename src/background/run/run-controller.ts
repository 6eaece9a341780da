import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { completeFinding, toFinding } from '#protocol/to-finding'
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

/** The one run at a time. */
export interface RunController {
  /** False, and nothing is done, while a run goes on; waits while something else changes who is signed in. */
  start(request: SignInRequest): boolean
  cancel(): void
  answerPermission(granted: boolean): void
  isRunning(): boolean
  /** Where the run was asked for that goes on. */
  getRequestWindowId(): number | undefined
  /** Shows the last run; goes on with it when another worker has left it behind. Resolves when that is under way. */
  resume(): Promise<void>
}

export interface RunControllerDeps extends ExecuteRunDeps {
  queue: SerialQueue
  /** Told of each that was not refused. */
  onAccepted(request: SignInRequest): void
  /** Told after each run. */
  onFinished(): void
}

export function createRunController(deps: RunControllerDeps): RunController {
  let current: { windowId: number; cancel(): void; answerPermission(granted: boolean): void } | undefined

  const startRun = (record: RunRecord): void => {
    const abortController = new AbortController()
    let answerPermission = (_: boolean): void => {}
    const permissionAnswer = new Promise<boolean>(resolve => {
      answerPermission = resolve
    })
    const { windowId } = record.request
    const thisRun = {
      windowId,
      cancel: () => abortController.abort(failure('CANCELLED', {})),
      answerPermission,
    }
    // From its verdict on there may be another one, which waits until all is written down.
    const clearCurrent = (): void => {
      if (current === thisRun) current = undefined
    }
    const publish = (run: Run): void => {
      if (run.outcome !== 'working') clearCurrent()
      if (current === undefined || current === thisRun) deps.publish(run)
    }
    current = thisRun
    let isQueued = deps.queue.isBusy()
    // Another worker goes on with it, or says that it is too late.
    const publishAndSave = (run: Run): void => {
      publish(run)
      if (isQueued) deps.runItem.save({ ...record, run }).catch(() => {})
    }
    if (isQueued) publishAndSave(startNextStep(record.run, deps.now()))
    const { signal } = abortController
    const execute = (): Promise<void> => {
      isQueued = false
      return executeRun(record, { ...deps, publish }, permissionAnswer, signal)
    }
    void deps.queue
      .enqueue(execute, signal)
      // Given up before its turn: there is nothing to undo.
      .catch(thrown => publishAndSave(finishRun(failStep(record.run, toFinding(thrown), deps.now()))))
      .finally(() => {
        clearCurrent()
        deps.onFinished()
      })
  }

  return {
    start(request) {
      if (current !== undefined) return false
      const id = crypto.randomUUID()
      const rejection = validateRequest(request)
      if (rejection === undefined) {
        deps.onAccepted(request)
        startRun(createRecord(parseRequest(request), id))
      }
      // Published alone, not stored: what was refused may be of any size.
      else
        deps.publish(
          finishRun(failStep(createRecord(request, id).run, completeFinding(rejection), deps.now())),
        )
      return true
    },
    isRunning: () => current !== undefined,
    getRequestWindowId: () => current?.windowId,
    cancel: () => current?.cancel(),
    answerPermission: granted => current?.answerPermission(granted),
    async resume() {
      const saved = v.safeParse(RunRecordSchema, await deps.runItem.load().catch(() => undefined))
      if (!saved.success) return
      deps.publish(saved.output.run)
      if (saved.output.run.outcome === 'working') startRun(saved.output)
    },
  }
}
