import * as v from 'valibot'

/** A window that shows a hub where Hubpass has signed somebody in, and still does. */
export const SignedInWindowSchema = v.object({
  id: v.number(),
  isPrivate: v.boolean(),
  /** `DIR\id` */
  user: v.string(),
  prefix: v.string(),
  /** The persona's id, if it was one. */
  persona: v.optional(v.string()),
})

/** Brings such a window to the front. */
export const windowIntents = [v.object({ intent: v.literal('showWindow'), windowId: v.number() })] as const

export type SignedInWindow = v.InferOutput<typeof SignedInWindowSchema>
