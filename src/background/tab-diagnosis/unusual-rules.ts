import { defaultCookieName } from '#protocol/session-cookie'
import { toCookieKey } from '../browser/stored-cookie.ts'
import { usesHttps } from '../diagnosis/derived-facts.ts'
import { additional } from '../diagnosis/rules/rule.ts'
import type { TabRule } from './nobody-rules.ts'
import type { TabFacts } from './tab-facts.ts'

/** What is unusual about a tab in which somebody is signed in. */
export const unusualRules: TabRule[] = [
  {
    cause: 'hubRefuses',
    match: ({ page }) => (page?.refusal === undefined ? undefined : additional([page.refusal])),
  },
  {
    cause: 'severalCookies',
    match: ({ cookieInUse, jar = [] }) => {
      // A cookie is listed once for each address that it is sent to.
      const count = new Set(jar.filter(({ name }) => name === cookieInUse?.name).map(toCookieKey)).size
      return count > 1 && cookieInUse !== undefined ? additional([cookieInUse.name, count]) : undefined
    },
  },
  {
    cause: 'unusualName',
    match: facts => {
      const { name = getUsualName(facts) } = facts.cookieInUse ?? {}
      return name === getUsualName(facts) ? undefined : additional([name, getUsualName(facts)])
    },
  },
  {
    cause: 'unknownName',
    match: facts => (facts.cookieInUse === undefined ? additional([getUsualName(facts)]) : undefined),
  },
  {
    cause: 'ownPrefix',
    match: ({ prefix }) => (prefix === '' ? undefined : additional([prefix])),
  },
]

const getUsualName = (facts: TabFacts): string => defaultCookieName(facts.prefix, usesHttps(facts))
