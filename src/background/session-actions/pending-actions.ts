import * as v from 'valibot'
import { sessionActionNames } from '#shared/sessions/session-actions'
import { parseOrUndefined } from '#shared/util'
import type { SessionItem } from '../browser/storage.ts'

const PendingActionSchema = v.object({
  name: v.picklist(sessionActionNames),
  windowId: v.number(),
  id: v.string(),
})

/** An action that runs or waits, with what its page needs to show it. */
export type PendingAction = v.InferOutput<typeof PendingActionSchema>

/** Records actions before they start, so that another worker can report an interrupted one. */
export interface PendingActions {
  add(action: PendingAction): Promise<void>
  remove(action: PendingAction): Promise<void>
  /** Returns the actions of a previous worker. Returns each of them only once. */
  takeInterrupted(): Promise<PendingAction[]>
}

/** Ignores failures of the storage: only a later worker then lacks the record. */
export function openPendingActions(item: SessionItem): PendingActions {
  let pending: PendingAction[] = []
  const write = (actions: PendingAction[]): Promise<void> => {
    pending = actions
    return item.save(pending).catch(() => {})
  }
  return {
    add: action => write([...pending, action]),
    remove: ({ id }) => write(pending.filter(one => one.id !== id)),
    async takeInterrupted() {
      const interrupted =
        parseOrUndefined(v.array(PendingActionSchema), await item.load().catch(() => undefined)) ?? []
      if (interrupted.length > 0) await write(pending)
      return interrupted
    },
  }
}
