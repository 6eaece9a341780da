import { setMaxListeners } from 'node:events'
import { foldCase } from '#protocol/fold-case'
import { formatUserName } from '#protocol/identity'
import type { Case } from '../cases/case.ts'
import { judgeCase } from '../expectations/judge.ts'
import type { CaseVerdict } from '../expectations/judgement.ts'
import type { CaseOutcome } from '../expectations/outcome.ts'
import { toCaseEntry } from '../journal/to-case-entry.ts'
import type { JournalWriter } from '../journal/write.ts'
import type { Plan } from '../plan/plan.ts'
import { runPool } from './pool.ts'

/** What a case found out and took. */
export interface CaseRun {
  outcome: CaseOutcome
  requests: number
  sessions: number
}

export interface ExecuteOptions {
  plan: Plan
  cases: AsyncIterable<Case>
  /** Leaves no session behind. Throws only what ends the whole run. */
  runCase: (of: Case, signal: AbortSignal) => Promise<CaseRun>
  journal: Pick<JournalWriter, 'append' | 'flush'>
  /** The number of cases not as expected after which no other case starts. */
  bail?: number | undefined
  /** The day (UTC) like `2027-01-31`, which decides about waivers. */
  today: string
  signal: AbortSignal
  onCase?: (isAsExpected: boolean) => void
}

/**
 * Runs cases and writes each to the journal as soon as it is judged. Returns whether all have run. Throws
 * the reason of an interruption, and what `runCase` and the journal throw, after all cases have ended.
 */
export async function executeCases(options: ExecuteOptions): Promise<{ isComplete: boolean }> {
  const { plan, cases, runCase, journal, bail = Number.POSITIVE_INFINITY, today, signal, onCase } = options
  const { limits } = plan
  const failing = new AbortController()
  const stopped = AbortSignal.any([signal, failing.signal])
  // Each case that runs listens.
  setMaxListeners(0, stopped)
  const writing = new Set<Promise<void>>()
  let failures = 0
  const work = async (each: Case) => {
    const startedAt = new Date()
    const start = performance.now()
    const { outcome, requests, sessions } = await runCase(each, stopped)
    const judgement = judgeCase(each, outcome, { today })
    const effort = { startedAt, ms: performance.now() - start, requests, sessions }
    // The next case does not wait for the disk.
    const written: Promise<void> = journal
      .append(toCaseEntry(each, judgement, effort))
      .catch(error => failing.abort(error))
      .finally(() => writing.delete(written))
    writing.add(written)
    const isExpected = isAsExpected(judgement.verdict)
    if (!isExpected) failures += 1
    onCase?.(isExpected)
  }
  const isComplete = await runPool(cases, {
    concurrency: limits.concurrency,
    getKey: ({ site, user }) => JSON.stringify([site, foldCase(formatUserName(user))]),
    // The catalog opens several sessions at once, and some of its checks end others of the user.
    getWeight: ({ checks }) => (checks === undefined ? 1 : limits.sessionsPerUser),
    capacity: limits.sessionsPerUser,
    work: each =>
      work(each).catch(error => {
        failing.abort(error)
        throw error
      }),
    shouldStop: () => stopped.aborted || failures >= bail,
  })
  await journal.flush()
  await Promise.all(writing)
  stopped.throwIfAborted()
  return { isComplete }
}

const isAsExpected = (verdict: CaseVerdict): boolean => verdict === 'expected' || verdict === 'waived'
