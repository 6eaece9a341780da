import { toFinding } from '#protocol/findings/to-finding'
import type { SessionAction, SessionActionName } from '#shared/sessions/session-actions'
import type { SerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import { type ActionPlan, openPendingActions, type PendingAction } from './pending-actions.ts'

/** The result of a completed action. */
export type ActionResult = Pick<
  Extract<SessionAction, { status: 'done' }>,
  'user' | 'prefix' | 'ended' | 'currentUser' | 'partialFailure' | 'warnings'
>

/** What a worker records of an action, so that the next one can finish it. */
export interface ActionJournal {
  /** The plan of a previous worker, which may have carried out a part of it. */
  readonly interruptedPlan: ActionPlan | undefined
  /** Records what the action is about to change. Resolves once it is saved. */
  recordPlan(plan: ActionPlan): Promise<void>
}

type ActionIntent = PendingAction['intent']

interface ActionRunnerDeps {
  /** Holds the actions in progress. */
  pendingActionsItem: SessionItem
  /** Actions and runs wait for each other, because they write the same cookie. */
  queue: SerialQueue
  publish(action: SessionAction): void
  /** Called after each action, whether it succeeded or not. */
  onFinished(): void
}

export interface ActionRunner {
  /** Runs an action and publishes its progress. Resolves when it is complete. */
  runAction(
    name: SessionActionName,
    intent: ActionIntent,
    work: (journal: ActionJournal) => Promise<ActionResult>,
  ): Promise<void>
  /**
   * Waits for its turn and runs the work, whose result it returns. Publishes only a failure, because
   * the work starts a run that reports its own outcome.
   */
  startRun(intent: ActionIntent, work: () => Promise<void>): Promise<void>
  /**
   * Hands each action that a previous worker left unfinished to `handle`, which runs it again under
   * its id. Resolves once they wait in the queue.
   */
  resume(handle: (intent: ActionIntent) => unknown): Promise<void>
}

export type RunAction = ActionRunner['runAction']

export function createActionRunner({
  pendingActionsItem,
  queue,
  publish,
  onFinished,
}: ActionRunnerDeps): ActionRunner {
  const pendingActions = openPendingActions(pendingActionsItem)
  let resumed: PendingAction | undefined

  /** Returns the record of an interrupted action while it is resumed, or else a new one. */
  const createRecord = (name: PendingAction['name'], intent: ActionIntent): PendingAction =>
    resumed ?? { name, windowId: intent.windowId, id: crypto.randomUUID(), intent }

  const execute = async (record: PendingAction, work: () => Promise<void>): Promise<void> => {
    const saved = pendingActions.put(record)
    try {
      await queue.enqueue(() => saved.then(work))
    } catch (thrown) {
      const { name, windowId, id } = record
      publish({ name, windowId, id, status: 'failed', finding: toFinding(thrown) })
    } finally {
      await pendingActions.remove(record)
      onFinished()
    }
  }
  return {
    runAction(name, intent, work) {
      const record = createRecord(name, intent)
      const action = { name, windowId: record.windowId, id: record.id }
      const journal: ActionJournal = {
        interruptedPlan: record.plan,
        recordPlan: plan => pendingActions.put({ ...record, plan }),
      }
      publish({ ...action, status: 'working' })
      return execute(record, async () => publish({ ...action, status: 'done', ...(await work(journal)) }))
    },
    startRun: (intent, work) => execute(createRecord('signInAgain', intent), work),
    async resume(handle) {
      for (const action of await pendingActions.takeInterrupted()) {
        resumed = action
        void handle(action.intent)
        resumed = undefined
      }
    },
  }
}
