import type { CauseId, Fix } from '#shared/runs/cause'
import { findExpectedCookieName } from '../diagnosis/derived-facts.ts'
import { type CauseRule, possible, signInAgainFix } from '../diagnosis/rules/rule.ts'
import type { TabFacts } from './tab-facts.ts'

/** The causes that depend on the cookies that the browser sends. If these are known, exactly one matches. */
export const sentCookieRules: CauseRule<TabFacts>[] = (
  ['otherCookies', 'notUsualCookie', 'noCookie', 'noUsualCookie', 'cookieNotAccepted'] as const
).map(cause => ({
  cause,
  match: (facts: TabFacts) => {
    const state = describeSentCookies(facts)
    return state?.cause === cause ? possible(state.values, state.fix) : undefined
  },
}))

interface SentCookies {
  cause: CauseId
  values: string[]
  fix: Fix
}

function describeSentCookies(facts: TabFacts): SentCookies | undefined {
  const { code, sent, jar, planned, created } = facts
  if (code !== 'NOT_SIGNED_IN' || sent === undefined) return undefined
  const expected = findExpectedCookieName(facts)
  const name = expected ?? planned.cookie.name
  const names = new Set([...sent, ...(jar ?? [])].map(cookie => cookie.name))
  if (names.has(name))
    return { cause: 'cookieNotAccepted', values: [name], fix: created ? signInAgainFix : { kind: 'signIn' } }
  const others = [...names].filter(other => /session/i.test(other))
  if (others.length === 0)
    return { cause: expected ? 'noCookie' : 'noUsualCookie', values: [name], fix: { kind: 'signIn' } }
  const values = [name, others.join(', ')]
  if (expected !== undefined) return { cause: 'otherCookies', values, fix: { kind: 'signIn' } }
  const [only = '', ...rest] = others
  return {
    cause: 'notUsualCookie',
    values,
    fix: rest.length === 0 ? { kind: 'signInAgain', change: { cookieName: only } } : { kind: 'signIn' },
  }
}
