import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { SessionAction, SessionActionName } from '#shared/sessions/session-actions'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import { openPendingActions, type PendingAction } from './pending-actions.ts'

/** The result of a completed action. */
export type ActionResult = Pick<
  Extract<SessionAction, { status: 'done' }>,
  'user' | 'prefix' | 'ended' | 'currentUser' | 'partialFailure' | 'warnings'
>

interface ActionRunnerDeps {
  /** Holds the actions in progress. */
  pendingActionsItem: SessionItem
  /** Actions and runs wait for each other, because they write the same cookie. */
  queue: SerialQueue
  publish(action: SessionAction): void
  /** Called after each action, whether it succeeded or not. */
  onFinished(): void
}

interface ActionRunner {
  /** Runs an action and publishes its progress. Resolves when it is complete. */
  runAction(name: SessionActionName, windowId: number, work: () => Promise<ActionResult>): Promise<void>
  /** Reports actions that a previous worker left unfinished. It is unknown how far they came. */
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
