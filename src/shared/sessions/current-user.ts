import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

const tabFields = { windowId: v.number(), site: v.string(), prefix: v.string() }

/** Who is signed in in the active tab of a window, as reported by the hub. */
export const CurrentUserSchema = v.variant('status', [
  /** The tab shows no known site, or the extension cannot access it. */
  v.object({ status: v.literal('notHub'), windowId: v.number() }),
  v.object({
    status: v.picklist(['asking', 'nobody', 'anonymous', 'noPermission']),
    ...tabFields,
    /** Milliseconds since 1970; undefined before the first answer. */
    askedAt: v.optional(v.number()),
  }),
  v.object({ status: v.literal('unreachable'), finding: FindingSchema, ...tabFields }),
  v.object({
    status: v.literal('user'),
    ...tabFields,
    askedAt: v.optional(v.number()),
    /** `DIR\id` */
    user: v.string(),
    /** Whether Hubpass created the session; undefined if the cookie is not accessible. */
    isCreatedByHubpass: v.optional(v.boolean()),
    /** When Hubpass created it, in milliseconds since 1970. */
    since: v.optional(v.number()),
    /** The id of the persona of the sign-in. */
    persona: v.optional(v.string()),
    /** An estimate of when inactivity ends the session. */
    endsAt: v.optional(v.number()),
    /** Whether the session id is known, so that this session can be ended. */
    canEnd: v.boolean(),
    /** The previous user as `DIR\id`; empty if unknown, undefined if nobody was signed in. */
    previousUser: v.optional(v.string()),
  }),
])

export type CurrentUser = v.InferOutput<typeof CurrentUserSchema>
export type SignedInUser = Extract<CurrentUser, { status: 'user' }>
