import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/** What can be done about sessions, beside signing in. */
export const sessionActionNames = ['endThis', 'signOut', 'goBack', 'endOne', 'endOurs', 'logOut'] as const

const SessionAction = {
  name: v.picklist(sessionActionNames),
  /** Of the page that asked for it. */
  windowId: v.number(),
  /** Another one for each, so that the same deed done twice is told twice. */
  id: v.string(),
}

/** What becomes of a deed. Only its page and the part that draws it need to parse it. */
export const SessionActionSchema = v.variant('status', [
  v.object({ status: v.literal('working'), ...SessionAction }),
  v.object({
    status: v.literal('done'),
    ...SessionAction,
    /** `DIR\id` whose sessions they were. */
    user: v.string(),
    prefix: v.string(),
    /** How many sessions it ended; 0 where Qlik Sense did not know them any more. */
    ended: v.number(),
    /** Whom the hub names afterwards; undefined for nobody. */
    currentUser: v.optional(v.string()),
    /** What could not be done of it. */
    partialFailure: v.optional(FindingSchema),
  }),
  v.object({
    status: v.literal('failed'),
    ...SessionAction,
    /** Of signing in again, only why there was no run: the others tell it themselves. */
    name: v.picklist([...sessionActionNames, 'signInAgain']),
    finding: FindingSchema,
  }),
])

/** Whom the tester has seen in the tab in front of a window when asking for it; nobody else is meant. */
const SessionTarget = {
  windowId: v.number(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
}

/** About the session that the tab uses. */
export const sessionActionIntents = [
  v.object({ intent: v.literal('endThisSession'), ...SessionTarget }),
  /** Ends all sessions of the user on the virtual proxy. */
  v.object({ intent: v.literal('signOut'), ...SessionTarget }),
  /** The same user with another session id. */
  v.object({ intent: v.literal('signInAgain'), ...SessionTarget }),
  /** Puts back the cookie that Hubpass replaced, and ends the session that replaced it. */
  v.object({ intent: v.literal('goBack'), ...SessionTarget }),
] as const

export type SessionActionName = (typeof sessionActionNames)[number]
export type SessionAction = v.InferOutput<typeof SessionActionSchema>
export type SessionTarget = v.InferOutput<v.ObjectSchema<typeof SessionTarget, undefined>>
