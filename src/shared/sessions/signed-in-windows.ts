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

export type SignedInWindow = v.InferOutput<typeof SignedInWindowSchema>
