import { findingFrom } from '#protocol/errors'
import type { Deed, DeedName } from '#shared/deeds'
import type { Turns } from '../turns.ts'

/** What a deed that was done has to tell. */
export type Outcome = Pick<Extract<Deed, { status: 'done' }>, 'user' | 'prefix' | 'ended' | 'now' | 'but'>

export interface PerformTools {
  /** A deed waits until the run before it has ended, and the other way round: they would get in each other's way. */
  turns: Turns
  publish(deed: Deed): void
  /** Told after each, well or badly. */
  onEnded(): void
}

/** Does a deed, and tells what becomes of it. Resolves when nothing more happens. */
export type Perform = (name: DeedName, windowId: number, work: () => Promise<Outcome>) => Promise<void>

export const createPerformer =
  ({ turns, publish, onEnded }: PerformTools): Perform =>
  async (name, windowId, work) => {
    const deed = { name, windowId, id: crypto.randomUUID() }
    publish({ ...deed, status: 'working' })
    try {
      publish({ ...deed, status: 'done', ...(await turns.take(work)) })
    } catch (thrown) {
      publish({ ...deed, status: 'failed', finding: findingFrom(thrown) })
    } finally {
      onEnded()
    }
  }
