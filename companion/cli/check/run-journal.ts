import { stat } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import type { Case } from '../../check/cases/case.ts'
import type { JournalWriter } from '../../check/journal/write.ts'
import type { Plan } from '../../check/plan/plan.ts'
import type { Check } from './with-check.ts'

export interface RunJournalOptions {
  path: string
  resume: boolean
  signal: AbortSignal
}

export interface RunJournal {
  journal: JournalWriter
  /** Returns whether `--resume` leaves a case out: its result answers what the plan asks now. */
  isDone: (of: Pick<Case, 'id' | 'content'>) => boolean
  /** The ids of the cases that have a result. */
  done: Iterable<string>
}

/**
 * Opens the journal of a run, and reads what is done. Throws JOURNAL_IN_USE, FILE_NOT_WRITTEN and
 * JOURNAL_INVALID, also for the journal of another plan, whose cases would be in the report.
 */
export async function openRunJournal(
  check: Check,
  plan: Plan,
  { path, resume, signal }: RunJournalOptions,
): Promise<RunJournal> {
  if (resume) await requirePlan(check, plan, path)
  const journal = await check.openJournal(path, { resume, signal })
  try {
    // Only now, no other run adds cases, and the line that a killed run did not finish is gone.
    const hasCases = resume && !(await isMissing(path))
    if (!hasCases) return { journal, isDone: () => false, done: [] }
    const done = await check.listDone(await check.openJournals([path]))
    return {
      journal,
      isDone: ({ id, content }) => done.has(id) && check.isUnchanged(done.get(id), content),
      done: done.keys(),
    }
  } catch (error) {
    await journal.close()
    throw error
  }
}

async function requirePlan(check: Check, plan: Plan, path: string): Promise<void> {
  if (await isMissing(path)) return
  const { name } = (await check.openJournals([path])).run.plan
  if (name === plan.name) return
  const problem = `it belongs to the plan ${quote(name)}, not to ${quote(plan.name)}`
  throw failure('JOURNAL_INVALID', { path, line: 1, problem })
}

/** A run that was killed at once has left no journal, or an empty one. */
const isMissing = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === 0,
    () => true,
  )
