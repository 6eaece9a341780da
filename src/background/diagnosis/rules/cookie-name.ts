import { cookieNameOnWire, defaultCookieName, httpSuffix } from '#protocol/session-cookie'
import type { Fix } from '#shared/runs/cause'
import { findExpectedCookieName, isSessionIgnored, usesHttps } from '../derived-facts.ts'
import type { Facts } from '../facts.ts'
import { type CauseRule, conclusive, possible } from './rule.ts'

/** The typed name is not that of the virtual proxy, and the tester has not chosen to use it anyway. */
export const refusedCookieNameRules: CauseRule[] = [
  {
    cause: 'nameOfQmc',
    match: ({ planned: { unusedName, cookie } }) =>
      unusedName === undefined
        ? undefined
        : conclusive([unusedName, cookie.name], { kind: 'signInAgain', change: { cookieName: cookie.name } }),
  },
  {
    cause: 'nameDespiteQmc',
    match: ({ planned: { unusedName, cookie } }) =>
      unusedName === undefined
        ? undefined
        : conclusive([unusedName], { kind: 'useTypedName', expected: cookie.name }),
  },
]

/** The virtual proxy expects another cookie name. */
export const wrongCookieNameRules: CauseRule[] = [
  {
    cause: 'suffixMissing',
    match: facts => (!usesHttps(facts) && differsOnlyBySuffix(facts) ? matchWrongName(facts) : undefined),
  },
  {
    cause: 'suffixExtra',
    match: facts => (usesHttps(facts) && differsOnlyBySuffix(facts) ? matchWrongName(facts) : undefined),
  },
  {
    cause: 'cookieName',
    match: facts => (differsOnlyBySuffix(facts) ? undefined : matchWrongName(facts)),
  },
]

/** The expected cookie name is unknown. */
export const unverifiedCookieNameRules: CauseRule[] = [
  {
    cause: 'nameTyped',
    match: facts => {
      const { name } = facts.planned.cookie
      const defaultName = defaultCookieName(facts.prefix, usesHttps(facts))
      return isCookieNameUnknown(facts) && name !== defaultName
        ? possible([name, defaultName], { kind: 'signInAgain', change: { cookieName: defaultName } })
        : undefined
    },
  },
  {
    cause: 'nameUsual',
    match: facts => {
      const { name } = facts.planned.cookie
      return isCookieNameUnknown(facts) && name === defaultCookieName(facts.prefix, usesHttps(facts))
        ? possible([name], findOtherSessionCookie(facts) ?? { kind: 'enterCookieName' })
        : undefined
    },
  },
]

/** Returns the fix that tries the only other cookie whose name says that it is a session cookie. */
function findOtherSessionCookie({ jar = [], planned }: Facts): Fix | undefined {
  const names = new Set(jar.map(({ name }) => name).filter(name => /session/i.test(name)))
  names.delete(planned.cookie.name)
  const [only, ...others] = names
  return only === undefined || others.length > 0
    ? undefined
    : { kind: 'signInAgain', change: { cookieName: only } }
}

function matchWrongName(facts: Facts) {
  const actual = facts.planned.cookie.name
  const expected = getLikelyCookieName(facts)
  return isSessionIgnored(facts) && expected !== undefined && expected !== actual
    ? conclusive([actual, expected], { kind: 'signInAgain', change: { cookieName: expected } })
    : undefined
}

/** Returns the expected name if known, or else our name with the suffix of the scheme. */
const getLikelyCookieName = (facts: Facts): string | undefined =>
  findExpectedCookieName(facts) ?? toNameWithSchemeSuffix(facts)

function differsOnlyBySuffix(facts: Facts): boolean {
  const { name } = facts.planned.cookie
  const expected = getLikelyCookieName(facts)
  return expected !== name && (expected === name + httpSuffix || expected + httpSuffix === name)
}

const toNameWithSchemeSuffix = (facts: Facts): string =>
  cookieNameOnWire(facts.planned.cookie.name.replace(/-HTTP$/, ''), usesHttps(facts))

const isCookieNameUnknown = (facts: Facts): boolean =>
  isSessionIgnored(facts) && findExpectedCookieName(facts) === undefined
