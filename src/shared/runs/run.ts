import * as v from 'valibot'
import { MessageSchema } from '#messages/message'
import { FindingSchema } from '#protocol/messages'
import { CauseSchema } from './cause.ts'

/** The steps of a run in order. Their names are in `data-step`. */
export const stepNames = ['companion', 'credential', 'session', 'cookie', 'hub', 'identity'] as const

/** The states of a step, which pages show in `data-state`. */
const stepStates = ['waiting', 'working', 'passed', 'failed', 'not-reached'] as const

/** Drops what another version has stored in another form: the English text remains. */
const MessagesSchema = v.fallback(v.optional(v.array(MessageSchema)), undefined)

const StepSchema = v.object({
  name: v.picklist(stepNames),
  state: v.picklist(stepStates),
  /** Milliseconds since 1970; undefined before the step starts. */
  startedAt: v.optional(v.number()),
  /** The duration in milliseconds; undefined before the step ends. */
  ms: v.optional(v.number()),
  /** A detail in English, such as a value with its source, or what the step is waiting for. */
  note: v.optional(v.string()),
  /** The same for other languages. */
  noteMessages: MessagesSchema,
  /** Problems that did not prevent the step from passing. */
  warnings: v.optional(v.array(FindingSchema)),
})

/** A run as pages see it, without the session id. */
export const RunSchema = v.object({
  id: v.string(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  /** Whether its window is a private one, as far as is known. */
  isPrivate: v.optional(v.boolean()),
  /** The container of Firefox whose cookies and tabs it uses. */
  container: v.optional(v.object({ storeId: v.string(), name: v.string() })),
  outcome: v.picklist(['working', 'passed', 'failed', 'cancelled']),
  steps: v.array(StepSchema),
  /** Why it failed or was cancelled. */
  finding: v.optional(FindingSchema),
  /** The causes of the finding, most probable first. */
  causes: v.optional(v.array(CauseSchema)),
  /** What a failed or cancelled run could not clean up, with one sentence for each item. */
  leftBehind: v.array(v.string()),
  /** The same for other languages. */
  leftBehindMessages: MessagesSchema,
})

export type StepName = (typeof stepNames)[number]
export type StepState = (typeof stepStates)[number]
export type Step = v.InferOutput<typeof StepSchema>
export type Run = v.InferOutput<typeof RunSchema>
