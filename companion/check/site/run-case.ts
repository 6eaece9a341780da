import { failure, HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { SiteConfiguration } from '../../config/schema.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import { createPort } from '../../xray/site/create-port.ts'
import type { Case } from '../cases/case.ts'
import type { CaseOutcome } from '../expectations/outcome.ts'
import type { Limits, PlannedChecks } from '../plan/plan.ts'
import { CaseClock } from '../run/case-clock.ts'
import type { CaseRun } from '../run/execute.ts'
import type { RateLimiter } from '../run/rate-limiter.ts'
import { type CaseScope, runInScope } from './case-scope.ts'
import { withSession } from './session.ts'
import { signIn } from './sign-in.ts'

export interface CaseOptions {
  site: SiteConfiguration
  limits: Limits
  checks: PlannedChecks | undefined
  /** The one of the site. */
  limiter: RateLimiter
  signal: AbortSignal
}

/**
 * Signs in the user of a case as `hubpass login --verify` does, ends the session, and runs the catalog if
 * the plan wants it. Leaves no session behind. Throws what ends the whole run: CANCELLED after an
 * interruption, bugs, and files that cannot be written.
 */
export async function runCase(of: Case, options: CaseOptions): Promise<CaseRun> {
  const { limits, limiter, signal } = options
  const clock = new CaseClock(limits.caseTimeoutMs, signal)
  const scope: CaseScope = { limiter, clock, requests: 0 }
  const effort = { sessions: 0 }
  try {
    const outcome = await runInScope(scope, () =>
      findOut(of, options, clock, effort).catch((error): CaseOutcome => {
        signal.throwIfAborted()
        return { finding: toFinding(explain(error, clock, options)) }
      }),
    )
    return { outcome, requests: scope.requests, sessions: effort.sessions }
  } finally {
    clock.stop()
  }
}

async function findOut(
  of: Case,
  { site, checks }: CaseOptions,
  { signal }: CaseClock,
  effort: { sessions: number },
): Promise<CaseOutcome> {
  const outcome = await withSession(of, { site, signal }, created => {
    effort.sessions += 1
    return signIn(of, created, { site, signal })
  })
  if (checks === undefined) return outcome
  const { runXray, toEnglishResult } = await import('../../xray/index.ts')
  const { prefix, user, attributes } = of
  const port = await createPort({ site, prefix, user, attributes, signal })
  try {
    const result = await runXray(port, checks)
    return { ...outcome, checks: toEnglishResult(result).checks }
  } finally {
    effort.sessions += port.sessions
    await port.endAll()
  }
}

/** Findings that end the run: every other case would have them too. */
const fatalCodes = ['INTERNAL', 'FILE_NOT_WRITTEN']

function explain(error: unknown, clock: CaseClock, { site, limits }: CaseOptions): unknown {
  // What an interrupted question throws depends on the question.
  if (clock.isOver)
    return failure('TIMEOUT', { address: toHubAddress(site.hub), afterMs: limits.caseTimeoutMs }, error)
  if (!(error instanceof HubpassError) || fatalCodes.includes(error.code)) throw error
  return error
}
