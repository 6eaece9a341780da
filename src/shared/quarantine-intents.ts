import * as v from 'valibot'

export const quarantineIntents = [
  /** Answered in the slice `quarantinedText`. */
  v.object({ intent: v.literal('readQuarantined'), key: v.string() }),
  v.object({ intent: v.literal('discardQuarantined'), key: v.string() }),
] as const
