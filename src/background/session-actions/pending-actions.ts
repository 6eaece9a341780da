import * as v from 'valibot'
import { SiteSchema } from '#protocol/site'
import { sessionActionIntents, sessionActionNames } from '#shared/sessions/session-actions'
import { sessionListIntents } from '#shared/sessions/session-list'
import { parseOrUndefined } from '#shared/util'
import type { SessionItem } from '../browser/storage.ts'
import { StoredCookieSchema } from '../browser/stored-cookie.ts'
import { CreatedSessionSchema } from '../sessions/session-registry.ts'

const UserNameSchema = v.object({ userDirectory: v.string(), userId: v.string() })

const SignedInTabSchema = v.object({
  status: v.literal('user'),
  tabId: v.number(),
  windowId: v.number(),
  site: SiteSchema,
  prefix: v.string(),
  askedAt: v.number(),
  user: UserNameSchema,
  lastRequestTime: v.optional(v.number()),
  sessionCookie: v.optional(
    v.object({
      cookie: StoredCookieSchema,
      storeId: v.string(),
      createdSession: v.optional(CreatedSessionSchema),
      previousUser: v.optional(UserNameSchema),
    }),
  ),
})

/** What an action has found out, before it changes anything. Enough to change it again. */
const ActionPlanSchema = v.object({
  /** The tab whose session the action ends, if there is one. */
  tab: v.optional(SignedInTabSchema),
  /** The sessions to end, if the action chooses some. */
  sessionIds: v.optional(v.array(v.string())),
})

const PendingActionSchema = v.object({
  name: v.picklist([...sessionActionNames, 'signInAgain']),
  windowId: v.number(),
  id: v.string(),
  intent: v.variant('intent', [...sessionActionIntents, ...sessionListIntents]),
  plan: v.optional(ActionPlanSchema),
})

export type ActionPlan = v.InferOutput<typeof ActionPlanSchema>

/** An action that runs or waits, with what another worker needs to finish it. */
export type PendingAction = v.InferOutput<typeof PendingActionSchema>

/** Records actions before they start, so that another worker can finish an interrupted one. */
export interface PendingActions {
  /** Adds an action, or replaces it by what is now known of it. */
  put(action: PendingAction): Promise<void>
  remove(action: Pick<PendingAction, 'id'>): Promise<void>
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
  const omit = (id: string): PendingAction[] => pending.filter(one => one.id !== id)
  return {
    put: action => write([...omit(action.id), action]),
    remove: ({ id }) => write(omit(id)),
    async takeInterrupted() {
      const interrupted =
        parseOrUndefined(v.array(PendingActionSchema), await item.load().catch(() => undefined)) ?? []
      // They stay recorded until they are finished.
      pending = [...interrupted, ...pending]
      return interrupted
    },
  }
}
