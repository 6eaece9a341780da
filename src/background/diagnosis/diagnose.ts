import type { Cause } from '#shared/runs/cause'
import { withTimeout } from '../async/with-timeout.ts'
import type { RunRecord } from '../run/run-state.ts'
import { planCookie } from '../run/steps/cookie.ts'
import { diagnosisTimeoutMs } from '../timeouts.ts'
import { collectFacts } from './collect-facts.ts'
import type { EngineSession, FactSources, Facts } from './facts.ts'
import { additionalAccessRules, refusedAccessRules } from './rules/access.ts'
import { missingCookieRules, rejectedCookieRules, shadowingCookieRules } from './rules/cookie.ts'
import {
  refusedCookieNameRules,
  unverifiedCookieNameRules,
  wrongCookieNameRules,
} from './rules/cookie-name.ts'
import { deniedByEngineRules } from './rules/engine.ts'
import { errorPageRules } from './rules/error-page.ts'
import { differentHostOrStoreRules } from './rules/location.ts'
import { wrongPrefixRules } from './rules/prefix.ts'
import type { CauseRule } from './rules/rule.ts'
import { differentProxyNodeRules, endedSessionRules } from './rules/session.ts'
import { differentUserRules, rejectedUserRules } from './rules/user.ts'
import { selectCauses } from './select-causes.ts'

/** Findings that do not state their own cause. */
const diagnosableCodes = new Set([
  'COOKIE_REJECTED',
  'COOKIE_SHADOWED',
  'NOT_SIGNED_IN',
  'WRONG_IDENTITY',
  'HUB_ERROR_PAGE',
  'VIRTUAL_PROXY_UNKNOWN',
  'COOKIE_NAME_NOT_IN_QMC',
])

/**
 * Finds the causes of a failed run, before a rollback removes the evidence. Takes at most {@link
 * diagnosisTimeoutMs}, stops when cancelled, and never throws.
 */
export async function diagnose(sources: FactSources, cancelled: AbortSignal): Promise<Cause[]> {
  if (cancelled.aborted || !diagnosableCodes.has(sources.record.run.finding?.code ?? '')) return []
  try {
    const engineSession = findEngineSession(sources.record)
    const facts = await withTimeout(diagnosisTimeoutMs, cancelled, signal =>
      collectFacts({ ...sources, engineSession }, signal),
    )
    return cancelled.aborted ? [] : findCauses(facts)
  } catch {
    return []
  }
}

/**
 * Returns the session of a run whose hub says that Qlik Sense denies access: it has asked the engine
 * already.
 */
function findEngineSession(record: RunRecord): EngineSession | undefined {
  const { run, request, journal } = record
  const { code, details } = run.finding ?? {}
  if (code !== 'HUB_ERROR_PAGE' || journal.session !== 'created') return undefined
  return deniedPattern.test(String(details?.title))
    ? { sessionId: request.sessionId, user: request.identity, cookieName: planCookie(record).cookie.name }
    : undefined
}

/** The wording is in docs/facts/qlik-sense.md §4.5 and §4.6. */
const deniedPattern = /cannot access Qlik Sense because/i

/**
 * Lists the most certain causes first: what a page shows, what the browser knows, what Qlik Sense
 * is configured to do, and the rest.
 */
const causeRules: CauseRule[] = [
  ...rejectedUserRules,
  ...refusedAccessRules,
  ...deniedByEngineRules,
  ...rejectedCookieRules,
  ...wrongPrefixRules,
  ...errorPageRules,
  // Any login page may be on another host, but a name that nobody has confirmed is probably wrong.
  ...unverifiedCookieNameRules,
  ...differentHostOrStoreRules,
  ...refusedCookieNameRules,
  ...wrongCookieNameRules,
  ...endedSessionRules,
  ...shadowingCookieRules,
  ...differentProxyNodeRules,
  ...missingCookieRules,
  ...differentUserRules,
  ...additionalAccessRules,
]

/** Returns the matching causes, the most probable first. */
export const findCauses = (facts: Facts): Cause[] => selectCauses(causeRules, facts)
