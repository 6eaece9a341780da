import type { Cause } from '#shared/runs/cause'
import type { Facts } from './facts.ts'
import { missingCookieRules, shadowingCookieRules } from './rules/cookie.ts'
import { unverifiedCookieNameRules, wrongCookieNameRules } from './rules/cookie-name.ts'
import { errorPageRules } from './rules/error-page.ts'
import { differentHostOrStoreRules } from './rules/location.ts'
import { wrongPrefixRules } from './rules/prefix.ts'
import { rejectedCookieRules } from './rules/rejected-cookie.ts'
import type { CauseRule } from './rules/rule.ts'
import { differentProxyNodeRules, endedSessionRules } from './rules/session.ts'
import { differentUserRules, rejectedUserRules } from './rules/user.ts'

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
