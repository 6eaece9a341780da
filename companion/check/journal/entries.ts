import * as v from 'valibot'
import { CaseItemSchema, caseVerdicts, undecidedKinds } from '../expectations/judgement.ts'

export const journalVersion = 1

const PlaceSchema = v.object({ file: v.string(), line: v.number(), column: v.number() })

/** The first line of a journal. A resumed run adds another one. */
const RunEntrySchema = v.object({
  type: v.literal('run'),
  journal: v.literal('hubpass-check'),
  version: v.number(),
  /** ISO 8601, as all times. */
  at: v.string(),
  hubpass: v.string(),
  plan: v.object({ file: v.string(), name: v.string() }),
  /** The selected cases of this part. */
  cases: v.number(),
  catalogue: v.optional(v.string()),
  shard: v.optional(v.object({ index: v.number(), count: v.number() })),
})

/** A case that is complete. */
const CaseEntrySchema = v.object({
  type: v.literal('case'),
  id: v.string(),
  name: v.string(),
  group: v.optional(v.string()),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  attributeSet: v.optional(v.string()),
  place: PlaceSchema,
  at: v.string(),
  ms: v.number(),
  requests: v.number(),
  sessions: v.number(),
  verdict: v.picklist(caseVerdicts),
  kind: v.optional(v.picklist(undecidedKinds)),
  items: v.array(CaseItemSchema),
})

/** The last line of a run that was not killed. */
const EndEntrySchema = v.object({
  type: v.literal('end'),
  at: v.string(),
  interrupted: v.boolean(),
  exitCode: v.number(),
})

export const JournalEntrySchema = v.variant('type', [RunEntrySchema, CaseEntrySchema, EndEntrySchema])

export type JournalEntry = v.InferOutput<typeof JournalEntrySchema>
export type RunEntry = v.InferOutput<typeof RunEntrySchema>
export type CaseEntry = v.InferOutput<typeof CaseEntrySchema>
