import { findingFrom } from '#protocol/errors'
import type { Deed, DeedName } from '#shared/deeds'

/** What a deed that was done has to tell. */
export type Outcome = Pick<Extract<Deed, { status: 'done' }>, 'user' | 'prefix' | 'ended' | 'now' | 'but'>

export interface PerformTools {
  /** While a run goes on, or another deed, nothing is done: they would get in each other's way. */
  isBusy(): boolean
  publish(deed: Deed): void
  /** Told after each, well or badly. */
  onEnded(): void
}

export interface Performer {
  /** Does one deed at a time, and tells what becomes of it. Resolves when nothing more happens. */
  perform(name: DeedName, windowId: number, work: () => Promise<Outcome>): Promise<void>
  isGoing(): boolean
}

export type Perform = Performer['perform']

export function createPerformer({ isBusy, publish, onEnded }: PerformTools): Performer {
  let isPerforming = false
  const perform: Perform = async (name, windowId, work) => {
    if (isPerforming || isBusy()) return
    isPerforming = true
    const deed = { name, windowId, id: crypto.randomUUID() }
    publish({ ...deed, status: 'working' })
    try {
      publish({ ...deed, status: 'done', ...(await work()) })
    } catch (thrown) {
      publish({ ...deed, status: 'failed', finding: findingFrom(thrown) })
    } finally {
      isPerforming = false
      onEnded()
    }
  }
  return { perform, isGoing: () => isPerforming }
}
