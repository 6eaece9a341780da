import { formatUserName } from '#protocol/identity'
import { findCookieWithOurKey } from '../diagnosis/derived-facts.ts'
import { additionalAccessRules, refusedAccessRules } from '../diagnosis/rules/access.ts'
import { shadowingCookieRules } from '../diagnosis/rules/cookie.ts'
import { wrongCookieNameRules } from '../diagnosis/rules/cookie-name.ts'
import { errorPageRules } from '../diagnosis/rules/error-page.ts'
import { wrongPrefixRules } from '../diagnosis/rules/prefix.ts'
import {
  additional,
  type CauseMatch,
  type CauseRule,
  conclusive,
  signInAgainFix,
} from '../diagnosis/rules/rule.ts'
import { differentProxyNodeRules } from '../diagnosis/rules/session.ts'
import type { CreatedSession } from '../sessions/session-registry.ts'
import { sentCookieRules } from './sent-cookie-rules.ts'
import type { TabFacts } from './tab-facts.ts'

type TabRule = CauseRule<TabFacts>

/** Restricts the rules of runs to tabs with a session of Hubpass. */
const withSession = (rules: readonly CauseRule[], isApplicable = (_: TabFacts): boolean => true): TabRule[] =>
  rules.map(({ cause, match }) => ({
    cause,
    match: facts => (facts.created !== undefined && isApplicable(facts) ? match(facts) : undefined),
  }))

/** A session whose cookie is gone says nothing about proxy nodes: a person may have removed the cookie. */
const hasCookie = (facts: TabFacts): boolean => findCookieWithOurKey(facts) !== undefined

/**
 * Lists the most certain causes first: what Qlik Sense is configured to do, what happened to the session,
 * where else somebody is signed in, and which cookies the browser sends.
 */
export const nobodyRules: TabRule[] = [
  ...refusedAccessRules,
  ...wrongPrefixRules,
  ...errorPageRules,
  ...withSession(wrongCookieNameRules),
  {
    cause: 'sessionOver',
    match: facts =>
      facts.created !== undefined && isNobody(facts) && facts.sessions?.isOursListed === false
        ? conclusive([formatUserName(facts.created)], signInAgainFix)
        : undefined,
  },
  {
    cause: 'cookieMissing',
    match: facts =>
      facts.created !== undefined && isNobody(facts) && facts.sent?.length === 0
        ? conclusive([facts.planned.cookie.name, formatUserName(facts.created)], signInAgainFix)
        : undefined,
  },
  ...withSession(shadowingCookieRules),
  ...withSession(differentProxyNodeRules, hasCookie),
  {
    cause: 'inOtherWindow',
    match: facts => matchNewest(facts, facts.inOtherWindows, session => [formatUserName(session)]),
  },
  {
    cause: 'onOtherProxy',
    match: facts =>
      matchNewest(
        facts,
        facts.onOtherProxies.filter(({ prefix }) => prefix !== ''),
        session => [formatUserName(session), session.prefix],
      ),
  },
  {
    cause: 'onDefaultProxy',
    match: facts =>
      matchNewest(
        facts,
        facts.onOtherProxies.filter(({ prefix }) => prefix === ''),
        session => [formatUserName(session)],
      ),
  },
  ...sentCookieRules,
  ...withSession(additionalAccessRules),
  { cause: 'anonymousTab', match: ({ who }) => (who === 'anonymous' ? additional() : undefined) },
]

const isNobody = ({ code }: TabFacts): boolean => code === 'NOT_SIGNED_IN'

function matchNewest(
  facts: TabFacts,
  [newest]: readonly CreatedSession[],
  toValues: (session: CreatedSession) => string[],
): CauseMatch | undefined {
  return newest !== undefined && isNobody(facts) ? additional(toValues(newest)) : undefined
}
