import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

const tabFields = { windowId: v.number(), site: v.string(), prefix: v.string() }

/** Who is signed in in the tab in front of a window, as the hub itself says. */
export const CurrentUserSchema = v.variant('status', [
  /** The tab shows no site that the companion knows, or nothing that we may see. */
  v.object({ status: v.literal('notHub'), windowId: v.number() }),
  v.object({
    status: v.picklist(['asking', 'nobody', 'anonymous', 'noPermission']),
    ...tabFields,
    /** When, in milliseconds since 1970; undefined before there is an answer. */
    askedAt: v.optional(v.number()),
  }),
  v.object({ status: v.literal('unreachable'), finding: FindingSchema, ...tabFields }),
  v.object({
    status: v.literal('user'),
    ...tabFields,
    askedAt: v.optional(v.number()),
    /** `DIR\id` */
    user: v.string(),
    /** Whether Hubpass has made the session; undefined where the browser does not let us see the cookie. */
    isCreatedByHubpass: v.optional(v.boolean()),
    /** When Hubpass made it, in milliseconds since 1970. */
    since: v.optional(v.number()),
    /** The id of the persona that it was made for. */
    persona: v.optional(v.string()),
    /** When inactivity may end it: an estimate. */
    endsAt: v.optional(v.number()),
    /** Whether its id is known, so that this one alone can be ended. */
    canEnd: v.boolean(),
    /** Who was signed in before Hubpass made it: `DIR\id`, empty when it is not known who; undefined when nobody was. */
    previousUser: v.optional(v.string()),
  }),
])

export type CurrentUser = v.InferOutput<typeof CurrentUserSchema>
export type SignedInUser = Extract<CurrentUser, { status: 'user' }>
