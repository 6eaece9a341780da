import * as v from 'valibot'

/** Stored data that this version could not read. */
export const QuarantinedItemSchema = v.object({
  key: v.string(),
  /** The storage key that held the data, such as `runs`. */
  what: v.string(),
  /** Whether the data is broken or was written by a newer version of Hubpass. */
  why: v.picklist(['broken', 'newer']),
  /** When it was quarantined, in milliseconds since 1970. */
  at: v.number(),
  /** The size as JSON. */
  characters: v.number(),
})

/** Quarantined data as a text to save. */
export const QuarantinedTextSchema = v.object({ key: v.string(), text: v.string() })

export type QuarantinedText = v.InferOutput<typeof QuarantinedTextSchema>
export type QuarantinedItem = v.InferOutput<typeof QuarantinedItemSchema>

/** The intents about quarantined data. */
