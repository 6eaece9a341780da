import * as v from 'valibot'
import { parseOrUndefined } from '#shared/parsed'
import { sessionActionNames } from '#shared/sessions/session-actions'
import type { SessionItem } from '../browser/storage.ts'

const PendingActionSchema = v.object({
  name: v.picklist(sessionActionNames),
  windowId: v.number(),
  id: v.string(),
})

/** A deed that goes on or waits: enough to tell its page of it. */
export type PendingAction = v.InferOutput<typeof PendingActionSchema>

/** What goes on, written down before it is done, so that a worker that did not see its end can say so. */
export interface PendingActions {
  add(action: PendingAction): Promise<void>
  remove(action: PendingAction): Promise<void>
  /** Those that another worker has left behind; only once. */
  takeInterrupted(): Promise<PendingAction[]>
}

/** A store that takes nothing costs what another worker would know of it. */
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
