import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import type { RunEntry } from './entries.ts'

/** A journal, and the last run that wrote it. */
export interface WrittenJournal {
  path: string
  run: RunEntry
}

/**
 * Throws JOURNALS_DIFFER for journals that are not of one plan: a result of one plan would hide that of
 * another for the same case, and a case that one journal does not know would be missing.
 */
export function requireOnePlan(journals: readonly WrittenJournal[]): void {
  // An older journal would tell no other one apart.
  const [first, ...others] = journals.toSorted((one, two) => knowsContent(two) - knowsContent(one))
  if (first === undefined) return
  for (const other of others) {
    const [one, two] = [first.run.plan, other.run.plan]
    if (isSamePlan(one, two)) continue
    const [older, newer] = first.run.at <= other.run.at ? [first, other] : [other, first]
    const name = (plan: Plan) => quote(one.name === two.name ? plan.file : plan.name)
    throw failure('JOURNALS_DIFFER', {
      ...{ path: older.path, plan: name(older.run.plan) },
      ...{ other: newer.path, otherPlan: name(newer.run.plan) },
    })
  }
}

type Plan = RunEntry['plan']

const knowsContent = ({ run }: WrittenJournal): number => Number(run.plan.content !== undefined)

/** A plan may have been moved or renamed. A journal of an older Hubpass knows only names. */
const isSamePlan = (one: Plan, two: Plan): boolean =>
  one.content === undefined || two.content === undefined ? one.name === two.name : one.content === two.content
