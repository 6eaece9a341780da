import * as v from 'valibot'
import { ValidationIssuesSchema } from './validation-issue.ts'

/** The part of an organization's policy that pages need, without its personas. */
export const PolicyStateSchema = v.object({
  /** Prefills the form of a tester who has never signed in; empty where nothing is set. */
  defaults: v.object({ site: v.string(), prefix: v.string() }),
  /** The parts of the policy that are ignored because they are invalid. */
  problems: ValidationIssuesSchema,
})

export type PolicyState = v.InferOutput<typeof PolicyStateSchema>
