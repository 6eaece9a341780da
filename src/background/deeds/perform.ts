import { failure, findingFrom } from '#protocol/errors'
import type { Deed, DeedName } from '#shared/deeds'
import type { Stored } from '../browser/session-storage.ts'
import type { Turns } from '../turns.ts'
import { type BegunDeed, openDeedBook } from './deed-book.ts'

/** What a deed that was done has to tell. */
export type Outcome = Pick<Extract<Deed, { status: 'done' }>, 'user' | 'prefix' | 'ended' | 'now' | 'but'>

export interface PerformTools {
  /** The store of the deeds that go on. */
  begunDeeds: Stored
  /** A deed waits until the run before it has ended, and the other way round: they would get in each other's way. */
  turns: Turns
  publish(deed: Deed): void
  /** Told after each, well or badly. */
  onEnded(): void
}

export interface Performer {
  /** Does a deed, and tells what becomes of it. Resolves when nothing more happens. */
  perform(name: DeedName, windowId: number, work: () => Promise<Outcome>): Promise<void>
  /** Tells that those were interrupted which another worker has left behind: nobody knows how far they came. */
  tellInterrupted(): Promise<void>
}

export type Perform = Performer['perform']

export function createPerformer({ begunDeeds, turns, publish, onEnded }: PerformTools): Performer {
  const book = openDeedBook(begunDeeds)
  const fail = (deed: BegunDeed, thrown: unknown): void =>
    publish({ ...deed, status: 'failed', finding: findingFrom(thrown) })
  return {
    async perform(name, windowId, work) {
      const deed = { name, windowId, id: crypto.randomUUID() }
      publish({ ...deed, status: 'working' })
      const written = book.begin(deed)
      try {
        publish({ ...deed, status: 'done', ...(await turns.take(() => written.then(work))) })
      } catch (thrown) {
        fail(deed, thrown)
      } finally {
        await book.end(deed)
        onEnded()
      }
    },
    async tellInterrupted() {
      for (const deed of await book.takeLeft()) fail(deed, failure('DEED_INTERRUPTED', {}))
    },
  }
}
