import * as v from 'valibot'

export const foundUsersIntents = [
  /** Answered in the slice `foundUsers`, unless QRS does not answer. */
  v.object({
    intent: v.literal('findUsers'),
    site: v.string(),
    search: v.string(),
    userDirectory: v.string(),
  }),
] as const
