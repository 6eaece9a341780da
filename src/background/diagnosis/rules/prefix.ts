import { isSimilar, sortByEditDistance } from '#protocol/edit-distance'
import type { Facts } from '../facts.ts'
import { isErrorPage } from './error-page.ts'
import { type CauseRule, conclusive } from './rule.ts'

/** No proxy serves the virtual proxy, as QPS or the proxy reports. */
export const wrongPrefixRules: CauseRule[] = [
  {
    cause: 'notLinked',
    match: facts =>
      isPrefixUnserved(facts) && facts.virtualProxy?.linked === false ? conclusive() : undefined,
  },
  {
    cause: 'prefixUnknown',
    match: facts => {
      const others = listOtherPrefixes(facts).filter(prefix => prefix !== '')
      const [nearest = '', ...rest] = sortByEditDistance(facts.prefix, others)
      if (nearest === '') return undefined
      const suggestions = [nearest, ...rest].slice(0, 5)
      return conclusive(
        [facts.prefix, [...suggestions, ...(others.length > suggestions.length ? ['…'] : [])].join(', ')],
        isSimilar(facts.prefix, nearest) ? { kind: 'signInAgain', change: { prefix: nearest } } : undefined,
      )
    },
  },
  {
    cause: 'prefixNone',
    match: facts => {
      const [only, ...others] = listOtherPrefixes(facts)
      return only === '' && others.length === 0
        ? conclusive([facts.prefix], { kind: 'signInAgain', change: { prefix: '' } })
        : undefined
    },
  },
]

const isPrefixUnserved = (facts: Facts): boolean =>
  facts.code === 'VIRTUAL_PROXY_UNKNOWN' || isErrorPage(facts)

/** Lists the other prefixes of the site, or none if the prefix exists or nothing is known. */
const listOtherPrefixes = (facts: Facts): string[] =>
  isPrefixUnserved(facts) && facts.virtualProxy === undefined ? (facts.prefixes ?? []) : []
