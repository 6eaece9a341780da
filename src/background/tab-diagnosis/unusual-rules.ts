import { toCookieKey } from '#protocol/cookie-key'
import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import { findAcceptedCookie, usesHttps } from '../diagnosis/derived-facts.ts'
import { createAccessRules } from '../diagnosis/rules/access.ts'
import { engineRules } from '../diagnosis/rules/engine.ts'
import { additional, type CauseRule, possible } from '../diagnosis/rules/rule.ts'
import type { TabFacts } from './tab-facts.ts'

/** What is unusual about a tab in which somebody is signed in. */
export const unusualRules: CauseRule<TabFacts>[] = [
  ...engineRules,
  {
    // The engine gives the reason itself.
    cause: 'hubRefuses',
    match: ({ page }) => (page?.refusal === undefined ? undefined : possible([page.refusal])),
  },
  ...createAccessRules(() => additional),
  {
    cause: 'severalCookies',
    match: facts => {
      const { name } = findCookieInUse(facts) ?? {}
      // A cookie is listed once for each address that it is sent to.
      const cookies = (facts.jar ?? []).filter(cookie => cookie.name === name).map(toCookieKey)
      const count = new Set(cookies).size
      return name !== undefined && count > 1 ? additional([name, count]) : undefined
    },
  },
  {
    cause: 'unusualName',
    match: facts => {
      const usualName = getUsualName(facts)
      const { name = usualName } = findCookieInUse(facts) ?? {}
      return name === usualName ? undefined : additional([name, usualName])
    },
  },
  {
    cause: 'unknownName',
    match: facts => (findCookieInUse(facts) === undefined ? additional([getUsualName(facts)]) : undefined),
  },
  {
    cause: 'ownPrefix',
    match: ({ prefix }) => (prefix === '' ? undefined : additional([prefix])),
  },
]

/** Returns the cookie whose session QPS has for this user, or else that of the name in the QMC, or a probable one. */
function findCookieInUse(facts: TabFacts): StoredCookie | undefined {
  const { cookieName } = facts.virtualProxy ?? {}
  const configuredName = cookieName && cookieNameOnWire(cookieName, usesHttps(facts))
  return (
    findAcceptedCookie(facts) ??
    facts.jar?.find(({ name }) => name === configuredName) ??
    facts.probableCookie
  )
}

const getUsualName = (facts: TabFacts): string => defaultCookieName(facts.prefix, usesHttps(facts))
