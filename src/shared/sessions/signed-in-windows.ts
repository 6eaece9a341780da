import * as v from 'valibot'

/** A window with a hub where a user that Hubpass has signed in still is signed in. */
export const SignedInWindowSchema = v.object({
  id: v.number(),
  isPrivate: v.boolean(),
  /** `DIR\id` */
  user: v.string(),
  prefix: v.string(),
  /** The id of the persona, if any. */
  persona: v.optional(v.string()),
})

export type SignedInWindow = v.InferOutput<typeof SignedInWindowSchema>
