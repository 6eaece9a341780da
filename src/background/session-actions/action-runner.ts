import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/to-finding'
import type { SessionAction, SessionActionName } from '#shared/sessions/session-actions'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import { openPendingActions, type PendingAction } from './pending-actions.ts'

/** What a deed that was done has to tell. */
export type ActionResult = Pick<
  Extract<SessionAction, { status: 'done' }>,
  'user' | 'prefix' | 'ended' | 'currentUser' | 'partialFailure'
>

interface ActionRunnerDeps {
  /** The store of the deeds that go on. */
  pendingActionsItem: SessionItem
  /** A deed waits until the run before it has ended, and the other way round: they would get in each other's way. */
  queue: SerialQueue
  publish(action: SessionAction): void
  /** Told after each, well or badly. */
  onFinished(): void
}

interface ActionRunner {
  /** Does a deed, and tells what becomes of it. Resolves when nothing more happens. */
  runAction(name: SessionActionName, windowId: number, work: () => Promise<ActionResult>): Promise<void>
  /** Tells that those were interrupted which another worker has left behind: nobody knows how far they came. */
  reportInterrupted(): Promise<void>
}

export type RunAction = ActionRunner['runAction']

export function createActionRunner({
  pendingActionsItem,
  queue,
  publish,
  onFinished,
}: ActionRunnerDeps): ActionRunner {
  const pendingActions = openPendingActions(pendingActionsItem)
  const publishFailure = (action: PendingAction, thrown: unknown): void =>
    publish({ ...action, status: 'failed', finding: toFinding(thrown) })
  return {
    async runAction(name, windowId, work) {
      const action = { name, windowId, id: crypto.randomUUID() }
      publish({ ...action, status: 'working' })
      const saved = pendingActions.add(action)
      try {
        publish({ ...action, status: 'done', ...(await queue.enqueue(() => saved.then(work))) })
      } catch (thrown) {
        publishFailure(action, thrown)
      } finally {
        await pendingActions.remove(action)
        onFinished()
      }
    },
    async reportInterrupted() {
      for (const action of await pendingActions.takeInterrupted())
        publishFailure(action, failure('DEED_INTERRUPTED', {}))
    },
  }
}
