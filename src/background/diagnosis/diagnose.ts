import type { Cause } from '#shared/runs/cause'
import { withTimeout } from '../async/with-timeout.ts'
import { diagnosisTimeoutMs } from '../timeouts.ts'
import { collectFacts } from './collect-facts.ts'
import type { FactSources, Facts } from './facts.ts'
import { missingCookieRules, rejectedCookieRules, shadowingCookieRules } from './rules/cookie.ts'
import { unverifiedCookieNameRules, wrongCookieNameRules } from './rules/cookie-name.ts'
import { errorPageRules } from './rules/error-page.ts'
import { differentHostOrStoreRules } from './rules/location.ts'
import { wrongPrefixRules } from './rules/prefix.ts'
import type { CauseRule } from './rules/rule.ts'
import { differentProxyNodeRules, endedSessionRules } from './rules/session.ts'
import { differentUserRules, rejectedUserRules } from './rules/user.ts'

/** What does not say by itself where it comes from. */
const diagnosableCodes = new Set([
  'COOKIE_REJECTED',
  'COOKIE_SHADOWED',
  'NOT_SIGNED_IN',
  'WRONG_IDENTITY',
  'HUB_ERROR_PAGE',
  'VIRTUAL_PROXY_UNKNOWN',
])

/**
 * The causes of a run that has failed, while what it has done is still there to be looked at. Takes no longer than
 * {@link diagnosisTimeoutMs}, ends at once when it is cancelled, and never throws: the undoing comes after it.
 */
export async function diagnose(sources: FactSources, cancelled: AbortSignal): Promise<Cause[]> {
  if (cancelled.aborted || !diagnosableCodes.has(sources.record.run.finding?.code ?? '')) return []
  try {
    const facts = await withTimeout(diagnosisTimeoutMs, cancelled, signal => collectFacts(sources, signal))
    return cancelled.aborted ? [] : findCauses(facts)
  } catch {
    return []
  }
}

/** The most certain first: what a page says, what the browser knows, what Qlik Sense is set to, and what is left. */
const causeRules: CauseRule[] = [
  ...rejectedUserRules,
  ...rejectedCookieRules,
  ...wrongPrefixRules,
  ...errorPageRules,
  ...differentHostOrStoreRules,
  ...wrongCookieNameRules,
  ...endedSessionRules,
  ...shadowingCookieRules,
  ...unverifiedCookieNameRules,
  ...differentProxyNodeRules,
  ...missingCookieRules,
  ...differentUserRules,
]

/** The causes that fit, the most probable first; what only may be so is left out where something explains the failure. */
export function findCauses(facts: Facts): Cause[] {
  const matches = causeRules.flatMap(({ cause, match }) => {
    const result = match(facts)
    return result === undefined ? [] : [{ cause, ...result }]
  })
  const isExplained = matches.some(({ weight }) => weight === 'conclusive')
  return matches
    .filter(({ weight }) => weight !== 'possible' || !isExplained)
    .map(({ weight: _, ...cause }) => cause)
}
