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
  /** Identifies the session: a hash of its id, which pages do not receive. */
  key: v.string(),
  /** The beginning of the id. */
  maskedId: v.string(),
  /** Undefined if it is not known. */
  isCreatedByHubpass: v.optional(v.boolean()),
  /** When Hubpass created it, in milliseconds since 1970. */
  since: v.optional(v.number()),
  /** Whether the active tab uses it. */
  isCurrent: v.boolean(),
})

/** The sessions of a user on a virtual proxy, on the proxy node of the site's QPS. */
export const SessionListSchema = v.variant('status', [
  v.object({ status: v.literal('loading'), ...SessionQuery }),
  v.object({
    status: v.literal('ready'),
    ...SessionQuery,
    sessions: v.array(ListedSessionSchema),
    /** The number of sessions that the companion does not list. */
    hidden: v.number(),
  }),
  v.object({ status: v.literal('failed'), ...SessionQuery, finding: FindingSchema }),
])

export const sessionListIntents = [
  v.object({ intent: v.literal('listSessions'), ...SessionQuery }),
  /** The next three end one session, the Hubpass sessions, or all of them. */
  v.object({ intent: v.literal('endListed'), ...SessionQuery, key: v.string() }),
  v.object({ intent: v.literal('endOurs'), ...SessionQuery }),
  v.object({ intent: v.literal('logOut'), ...SessionQuery }),
] as const

export type ListedSession = v.InferOutput<typeof ListedSessionSchema>
export type SessionList = v.InferOutput<typeof SessionListSchema>
export type SessionQuery = Pick<SessionList, keyof typeof SessionQuery>
