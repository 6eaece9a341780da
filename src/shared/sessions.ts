import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

const Whose = {
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
  mask: v.string(),
  isOurs: v.boolean(),
  /** When Hubpass made it, in milliseconds since 1970. */
  since: v.optional(v.number()),
  /** Whether the tab in front uses it. */
  isHere: v.boolean(),
})

/** The sessions of a user on a virtual proxy, on the proxy node that the site's QPS is. */
export const SessionsSchema = v.variant('status', [
  v.object({ status: v.literal('loading'), ...Whose }),
  v.object({
    status: v.literal('ready'),
    ...Whose,
    sessions: v.array(ListedSessionSchema),
    /** Those that the companion does not show. */
    hidden: v.number(),
  }),
  v.object({ status: v.literal('failed'), ...Whose, finding: FindingSchema }),
])

export const sessionsIntents = [
  v.object({ intent: v.literal('listSessions'), ...Whose }),
  /** One of them, those that Hubpass has made, or all. */
  v.object({ intent: v.literal('endListed'), ...Whose, key: v.string() }),
  v.object({ intent: v.literal('endOurs'), ...Whose }),
  v.object({ intent: v.literal('logOut'), ...Whose }),
] as const

/** Qlik Sense lets a user have that many at the same time (qlik-sense-facts §4.6). */
export const sessionLimit = 5

export type ListedSession = v.InferOutput<typeof ListedSessionSchema>
export type Sessions = v.InferOutput<typeof SessionsSchema>
export type Whose = Pick<Sessions, keyof typeof Whose>
