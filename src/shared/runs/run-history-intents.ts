import * as v from 'valibot'

export const runHistoryIntents = [
  /** Answered in the slice `runHistory`. */
  v.object({ intent: v.literal('listRuns') }),
  /** Answered in the slice `openedRun`. */
  v.object({ intent: v.literal('readRun'), id: v.string() }),
  /** Repeats the request with a new session id. */
  v.object({ intent: v.literal('runAgain'), id: v.string(), windowId: v.number() }),
  v.object({ intent: v.literal('clearRuns') }),
  v.object({ intent: v.literal('restoreRuns') }),
] as const
