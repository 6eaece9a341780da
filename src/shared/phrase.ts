import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/**
 * Words of the background about a run, by their name in `_locales` (`note…`), so that pages can say them in their language. Of any
 * version: a page that does not know one shows the English of all.
 */
export const MessageSchema = v.object({
  id: v.string(),
  values: v.array(v.string()),
  /** Its message is one value more, the last. */
  because: v.optional(FindingSchema),
})

export type Message = v.InferOutput<typeof MessageSchema>
