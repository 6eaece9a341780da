import * as v from 'valibot'
import { MessageSchema } from '#messages/message'
import { FindingSchema } from '#protocol/messages'
import { CauseSchema } from './cause.ts'

/** The steps of a run, in their order. The words are those of the design and stand in `data-step`. */
export const stepNames = ['companion', 'credential', 'session', 'cookie', 'hub', 'identity'] as const

/** What the popup shows as `data-state`. */
const stepStates = ['waiting', 'working', 'passed', 'failed', 'not-reached'] as const

const StepSchema = v.object({
  name: v.picklist(stepNames),
  state: v.picklist(stepStates),
  /** Milliseconds since 1970, once the step has begun. */
  startedAt: v.optional(v.number()),
  /** How long it took, in milliseconds, once it has ended. */
  ms: v.optional(v.number()),
  /** What a tester wants to know beside the verdict: a value used and where it came from, or what is waited for. */
  note: v.optional(v.string()),
  /** The same, for pages to say in their language. */
  noteMessages: v.optional(v.array(MessageSchema)),
  /** What did not keep it from passing, and yet should be known. */
  warnings: v.optional(v.array(FindingSchema)),
})

/** A run as pages may know it: no session id in it. */
export const RunSchema = v.object({
  id: v.string(),
  site: v.string(),
  prefix: v.string(),
  /** `DIR\id` */
  user: v.string(),
  outcome: v.picklist(['working', 'passed', 'failed', 'cancelled']),
  steps: v.array(StepSchema),
  /** Why it failed or was cancelled. */
  finding: v.optional(FindingSchema),
  /** What that comes from, the most probable first, where the finding does not say it. */
  causes: v.optional(v.array(CauseSchema)),
  /** What a failed or cancelled run could not put back, one sentence each. */
  leftBehind: v.array(v.string()),
  /** The same, for pages to say in their language. */
  leftBehindMessages: v.optional(v.array(MessageSchema)),
})

export type StepName = (typeof stepNames)[number]
export type StepState = (typeof stepStates)[number]
export type Step = v.InferOutput<typeof StepSchema>
export type Run = v.InferOutput<typeof RunSchema>
