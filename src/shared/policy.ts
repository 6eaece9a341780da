import * as v from 'valibot'

/** What an organisation sets beside personas, as pages may know it. */
export const PolicyStateSchema = v.object({
  /** For a tester who has not chosen yet; empty where nothing is set. */
  defaults: v.object({ site: v.string(), prefix: v.string() }),
  /** What is wrong with the policy, whose rest counts: {@link ValidationIssuesSchema}, parsed by the one page that shows them. */
  problems: v.unknown(),
})

export type PolicyState = v.InferOutput<typeof PolicyStateSchema>
