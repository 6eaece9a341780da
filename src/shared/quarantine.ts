import * as v from 'valibot'

/** Stored data that this version could not read, as pages may know it. */
export const QuarantinedItemSchema = v.object({
  key: v.string(),
  /** What it was the data of, e.g. `runs`. */
  what: v.string(),
  /** Broken, or written by a newer version of Hubpass. */
  why: v.picklist(['broken', 'newer']),
  /** When it was found, in milliseconds since 1970. */
  at: v.number(),
  /** Its size as JSON. */
  characters: v.number(),
})

/** Data that was kept aside, as a text to save. */
export const QuarantinedTextSchema = v.object({ key: v.string(), text: v.string() })

export type QuarantinedText = v.InferOutput<typeof QuarantinedTextSchema>
export type QuarantinedItem = v.InferOutput<typeof QuarantinedItemSchema>

/** What a page may ask about stored data that lies aside. */
export const quarantineIntents = [
  /** Answered by the slice `asideText`. */
  v.object({ intent: v.literal('readAside'), key: v.string() }),
  v.object({ intent: v.literal('discardAside'), key: v.string() }),
] as const
