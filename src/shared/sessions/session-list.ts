import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

const SessionQuery = {
  windowId: v.number(),
  site: v.string(),
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
}

const ListedSessionSchema = v.object({
  /** Tells it from the others: a hash of its id, which pages do not get. */
  key: v.string(),
  /** How its id begins. */
  maskedId: v.string(),
  isCreatedByHubpass: v.boolean(),
  /** When Hubpass made it, in milliseconds since 1970. */
  since: v.optional(v.number()),
  /** Whether the tab in front uses it. */
  isCurrent: v.boolean(),
})

/** The sessions of a user on a virtual proxy, on the proxy node that the site's QPS is. */
export const SessionListSchema = v.variant('status', [
  v.object({ status: v.literal('loading'), ...SessionQuery }),
  v.object({
    status: v.literal('ready'),
    ...SessionQuery,
    sessions: v.array(ListedSessionSchema),
    /** Those that the companion does not show. */
    hidden: v.number(),
  }),
  v.object({ status: v.literal('failed'), ...SessionQuery, finding: FindingSchema }),
])

export const sessionListIntents = [
  v.object({ intent: v.literal('listSessions'), ...SessionQuery }),
  /** One of them, those that Hubpass has made, or all. */
  v.object({ intent: v.literal('endListed'), ...SessionQuery, key: v.string() }),
  v.object({ intent: v.literal('endOurs'), ...SessionQuery }),
  v.object({ intent: v.literal('logOut'), ...SessionQuery }),
] as const

/** Qlik Sense lets a user have that many at the same time (docs/facts/qlik-sense.md §4.6). */
export const sessionLimit = 5

export type ListedSession = v.InferOutput<typeof ListedSessionSchema>
export type SessionList = v.InferOutput<typeof SessionListSchema>
export type SessionQuery = Pick<SessionList, keyof typeof SessionQuery>
