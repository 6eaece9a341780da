import { failure, HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { SessionRecord } from '../../open-sessions/session-record.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import { createPort, type PortOptions } from '../../xray/site/create-port.ts'
import type { CaseBrowser } from '../browser/case-browser.ts'
import type { Case } from '../cases/case.ts'
import type { CaseOutcome } from '../expectations/outcome.ts'
import type { Limits } from '../plan/plan.ts'
import { CaseClock } from '../run/case-clock.ts'
import type { CaseRun } from '../run/execute.ts'
import type { RateLimiter } from '../run/rate-limiter.ts'
import { type CaseScope, withScope } from './case-scope.ts'
import { type CreatedSession, withSession } from './session.ts'
import { signIn } from './sign-in.ts'

export interface CaseOptions {
  site: SiteConfiguration
  limits: Limits
  /** The one of the site. */
  limiter: RateLimiter
  /** Repeats each sign-in. */
  browser?: CaseBrowser | undefined
  /** How the checks wait. */
  xray?: Pick<PortOptions, 'limits' | 'time'>
  /** Has the sessions that are open, for the next start. */
  record: SessionRecord
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
  const toFailure = (error: unknown): Finding => {
    signal.throwIfAborted()
    return toFinding(explain(error, clock, options))
  }
  try {
    const scoped = { ...options, site: withScope(options.site, scope) }
    const outcome = await findOut(of, scoped, clock, { effort, toFailure }).catch(
      (error): CaseOutcome => ({ finding: toFailure(error) }),
    )
    return { outcome, requests: scope.requests, sessions: effort.sessions }
  } finally {
    clock.stop()
  }
}

async function findOut(
  of: Case,
  options: CaseOptions,
  { signal }: CaseClock,
  { effort, toFailure }: { effort: { sessions: number }; toFailure: (error: unknown) => Finding },
): Promise<CaseOutcome> {
  const { site, record, browser } = options
  const inSession = <T>(work: (created: CreatedSession) => Promise<T>): Promise<T> =>
    withSession(of, { site, signal, record }, created => {
      effort.sessions += 1
      return work(created)
    })
  const outcome = await inSession(created => signIn(of, created, { site, signal }))
  // A user who must not be signed in has no session to check.
  if (of.expect.refusedWith !== undefined) return outcome
  try {
    // A session may belong to the client that has used it first, so the browser gets its own.
    if (browser !== undefined && outcome.finding === undefined)
      outcome.browser = await inSession(created => browser.visit(of, created, { site, signal }))
    return { ...outcome, ...(await runChecks(of, options, signal, effort)) }
  } catch (error) {
    return { ...outcome, interruption: toFailure(error) }
  }
}

async function runChecks(
  { prefix, user, attributes, checks }: Case,
  { site, xray = {} }: CaseOptions,
  signal: AbortSignal,
  effort: { sessions: number },
): Promise<Pick<CaseOutcome, 'checks'>> {
  // The others need a browser.
  const isForBrowser = (id: string) => id.startsWith('B-')
  if (checks === undefined || checks.only?.every(isForBrowser) === true) return {}
  const { runXray, toEnglishResult } = await import('../../xray/index.ts')
  const port = await createPort({ site, prefix, user, attributes, signal, ...xray })
  try {
    return { checks: toEnglishResult(await runXray(port, checks)).checks }
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
