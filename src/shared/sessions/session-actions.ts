import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/** The actions on sessions, apart from signing in. */
export const sessionActionNames = ['endThis', 'signOut', 'goBack', 'endOne', 'endOurs', 'logOut'] as const

const SessionAction = {
  name: v.picklist(sessionActionNames),
  /** The window of the page that requested it. */
  windowId: v.number(),
  /** Unique, so that a repeated action is reported again. */
  id: v.string(),
}

/** The progress or result of an action. */
export const SessionActionSchema = v.variant('status', [
  v.object({ status: v.literal('working'), ...SessionAction }),
  v.object({
    status: v.literal('done'),
    ...SessionAction,
    /** The user of the sessions, as `DIR\id`. */
    user: v.string(),
    prefix: v.string(),
    /** The number of ended sessions; 0 if Qlik Sense did not know them. */
    ended: v.number(),
    /** Who is signed in afterwards; undefined for nobody. */
    currentUser: v.optional(v.string()),
    /** The part of the action that failed. */
    partialFailure: v.optional(FindingSchema),
    /** Problems that did not prevent the action. */
    warnings: v.optional(v.array(FindingSchema)),
  }),
  v.object({
    status: v.literal('failed'),
    ...SessionAction,
    /** For `signInAgain`, only why no run started. A run reports its own failure. */
    name: v.picklist([...sessionActionNames, 'signInAgain']),
    finding: FindingSchema,
  }),
])

/** The user that the tester saw when choosing the action. The action applies only to this user. */
const SessionTarget = {
  windowId: v.number(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
}

/** The intents about the session of the active tab. */
export const sessionActionIntents = [
  v.object({ intent: v.literal('endThisSession'), ...SessionTarget }),
  /** Ends all sessions of the user on the virtual proxy. */
  v.object({ intent: v.literal('signOut'), ...SessionTarget }),
  /** Signs in the same user with a new session id. */
  v.object({ intent: v.literal('signInAgain'), ...SessionTarget }),
  /** Restores the cookie that Hubpass replaced and ends the session that replaced it. */
  v.object({ intent: v.literal('goBack'), ...SessionTarget }),
] as const

export type SessionActionName = (typeof sessionActionNames)[number]
export type SessionAction = v.InferOutput<typeof SessionActionSchema>
export type SessionTarget = v.InferOutput<v.ObjectSchema<typeof SessionTarget, undefined>>
