import { stat } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import type { Plan } from '../../check/plan/plan.ts'
import type { Check } from './with-check.ts'

/**
 * Returns the ids of the cases of the journal that `--resume` leaves out. Throws JOURNAL_INVALID, also for
 * the journal of another plan, whose cases would be in the report.
 */
export async function readDone(check: Check, plan: Plan, path: string): Promise<Set<string>> {
  if (await isMissing(path)) return new Set()
  const journals = await check.openJournals([path])
  const { name } = journals.run.plan
  if (name === plan.name) return check.listDone(journals)
  const problem = `it belongs to the plan ${quote(name)}, not to ${quote(plan.name)}`
  throw failure('JOURNAL_INVALID', { path, line: 1, problem })
}

/** A run that was killed at once has left no journal, or an empty one. */
const isMissing = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === 0,
    () => true,
  )
