import * as v from 'valibot'
import { failure, findingFrom } from '#protocol/errors'
import type { SignInRequest } from '#shared/intents'
import type { Run } from '#shared/run'
import { expectRequest, refusalOf } from '#shared/run-request'
import { type PassThroughTools, passThrough } from './pass-through.ts'
import { begun, ended, failed, newRecord, type RunRecord, RunRecordSchema } from './run-record.ts'
import type { Turns } from './turns.ts'

/** The one run at a time. */
export interface SignIn {
  /** False, and nothing is done, while a run goes on; waits while something else changes who is signed in. */
  start(request: SignInRequest): boolean
  cancel(): void
  answerPermission(granted: boolean): void
  isGoing(): boolean
  /** Where the run was asked for that goes on. */
  windowId(): number | undefined
  /** Shows the last run; goes on with it when another worker has left it behind. Resolves when that is under way. */
  takeUp(): Promise<void>
}

export interface SignInTools extends PassThroughTools {
  turns: Turns
  /** Told of each that was not refused. */
  onTaken(request: SignInRequest): void
  /** Told after each run. */
  onEnded(): void
}

export function createSignIn(tools: SignInTools): SignIn {
  let going: { windowId: number; cancel(): void; answerPermission(granted: boolean): void } | undefined

  const go = (record: RunRecord): void => {
    const cancelling = new AbortController()
    let answerPermission = (_: boolean): void => {}
    const permissionAnswer = new Promise<boolean>(resolve => {
      answerPermission = resolve
    })
    const { windowId } = record.request
    const mine = { windowId, cancel: () => cancelling.abort(failure('CANCELLED', {})), answerPermission }
    // From its verdict on there may be another one, which waits until all is written down.
    const decided = (): void => {
      if (going === mine) going = undefined
    }
    const publish = (run: Run): void => {
      if (run.outcome !== 'working') decided()
      if (going === undefined || going === mine) tools.publish(run)
    }
    going = mine
    let isWaiting = tools.turns.isTaken()
    // Another worker goes on with it, or says that it is too late.
    const store = (run: Run): void => {
      publish(run)
      if (isWaiting) tools.stored.save({ ...record, run }).catch(() => {})
    }
    if (isWaiting) store(begun(record.run, tools.now()))
    const { signal } = cancelling
    const pass = (): Promise<void> => {
      isWaiting = false
      return passThrough(record, { ...tools, publish }, permissionAnswer, signal)
    }
    void tools.turns
      .take(pass, signal)
      // Given up before its turn: there is nothing to undo.
      .catch(thrown => store(ended(failed(record.run, findingFrom(thrown), tools.now()))))
      .finally(() => {
        decided()
        tools.onEnded()
      })
  }

  return {
    start(request) {
      if (going !== undefined) return false
      const id = crypto.randomUUID()
      const refused = refusalOf(request)
      if (refused === undefined) {
        tools.onTaken(request)
        go(newRecord(expectRequest(request), id))
      }
      // Published alone, not stored: what was refused may be of any size.
      else tools.publish(ended(failed(newRecord(request, id).run, refused, tools.now())))
      return true
    },
    isGoing: () => going !== undefined,
    windowId: () => going?.windowId,
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
