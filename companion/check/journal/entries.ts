import * as v from 'valibot'
import { maxShards } from '../cases/shard.ts'
import { CaseItemSchema, caseVerdicts, undecidedKinds } from '../expectations/judgement.ts'

export const journalVersion = 1

/** A journal may have been edited. Larger numbers would cost memory, or make a time that no date can hold. */
const maxCount = 1e10

const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxCount))

/** ISO 8601, as the journal writes it. */
const TimeSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
  v.check(text => !Number.isNaN(Date.parse(text))),
)

const ShardSchema = v.pipe(
  v.object({ index: CountSchema, count: v.pipe(CountSchema, v.maxValue(maxShards)) }),
  v.check(({ index, count }) => index >= 1 && index <= count),
)

const PositionSchema = v.pipe(CountSchema, v.minValue(1))

const PlaceSchema = v.object({ file: v.string(), line: PositionSchema, column: PositionSchema })

/** The first line of a journal. A resumed run adds another one. */
const RunEntrySchema = v.object({
  type: v.literal('run'),
  journal: v.literal('hubpass-check'),
  version: v.number(),
  at: TimeSchema,
  hubpass: v.string(),
  /** With the hash of the plan. */
  plan: v.object({ file: v.string(), name: v.string(), content: v.optional(v.string()) }),
  /** The selected cases of this part. */
  cases: CountSchema,
  /** The ids of the cases whose earlier results in this journal no longer answer the plan, or that it has lost. */
  lost: v.optional(v.array(v.string())),
  catalogue: v.optional(v.string()),
  shard: v.optional(ShardSchema),
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
  /** The hash of what it expected and checked. */
  content: v.optional(v.string()),
  place: PlaceSchema,
  at: TimeSchema,
  ms: CountSchema,
  requests: CountSchema,
  sessions: CountSchema,
  verdict: v.picklist(caseVerdicts),
  kind: v.optional(v.picklist(undecidedKinds)),
  items: v.array(CaseItemSchema),
})

/** The last line of a run that was not killed. */
const EndEntrySchema = v.object({
  type: v.literal('end'),
  at: TimeSchema,
  interrupted: v.boolean(),
  exitCode: CountSchema,
})

export const JournalEntrySchema = v.variant('type', [RunEntrySchema, CaseEntrySchema, EndEntrySchema])

export type JournalEntry = v.InferOutput<typeof JournalEntrySchema>
export type RunEntry = v.InferOutput<typeof RunEntrySchema>
export type CaseEntry = v.InferOutput<typeof CaseEntrySchema>
