import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/** The progress or result of the latest action on a site. */
export const SiteActionSchema = v.object({
  name: v.picklist(['add', 'remove', 'check']),
  site: v.string(),
  status: v.picklist(['working', 'done', 'failed']),
  /** Whether an existing site was changed by `add`. */
  isChange: v.optional(v.boolean()),
  finding: v.optional(FindingSchema),
  /** A `SiteReport`, which the page that shows it parses: the schema would be a part of the popup. */
  report: v.optional(v.unknown()),
})

export type SiteAction = v.InferOutput<typeof SiteActionSchema>
