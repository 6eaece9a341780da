import * as v from 'valibot'

/** What a page may ask about stored data that lies aside. */
export const quarantineIntents = [
  /** Answered by the slice `asideText`. */
  v.object({ intent: v.literal('readAside'), key: v.string() }),
  v.object({ intent: v.literal('discardAside'), key: v.string() }),
] as const
