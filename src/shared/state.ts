import * as v from 'valibot'
import { SiteSchema } from '#protocol/commands'
import { FindingSchema } from '#protocol/messages'
import { RunSchema } from './run.ts'

const CompanionStateSchema = v.variant('status', [
  v.object({ status: v.literal('connecting') }),
  v.object({ status: v.literal('ready'), version: v.string(), sites: v.array(SiteSchema) }),
  v.object({ status: v.literal('failed'), finding: FindingSchema }),
])

/** Everything that a page can show; the background publishes it whole with every change. */
export const StateSchema = v.object({
  companion: CompanionStateSchema,
  /** The run that goes on, or the last one. */
  run: v.optional(RunSchema),
})

export type CompanionState = v.InferOutput<typeof CompanionStateSchema>
export type State = v.InferOutput<typeof StateSchema>
