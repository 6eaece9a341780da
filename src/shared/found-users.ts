import * as v from 'valibot'

const UserQuery = { site: v.string(), search: v.string() }

const FoundUserSchema = v.object({
  userDirectory: v.string(),
  userId: v.string(),
  name: v.optional(v.string()),
  /** Whether an access pass is assigned to the user; undefined if that is not known. */
  hasAccessPass: v.optional(v.boolean()),
})

/** The users of the last search that QRS has answered. */
export const FoundUsersSchema = v.object({
  ...UserQuery,
  users: v.array(FoundUserSchema),
  /** The number of further matches. */
  hidden: v.number(),
})

export const foundUsersIntents = [
  /** Answered in the slice `foundUsers`, unless QRS does not answer. */
  v.object({ intent: v.literal('findUsers'), ...UserQuery, userDirectory: v.string() }),
] as const

/** Returns whether a text is worth a search: three letters, or two of a script with many. */
export const isSearchable = (text: string): boolean =>
  [...text].length > (/[\u3040-\ud7af]/.test(text) ? 1 : 2)

export type FoundUser = v.InferOutput<typeof FoundUserSchema>
export type FoundUsers = v.InferOutput<typeof FoundUsersSchema>
