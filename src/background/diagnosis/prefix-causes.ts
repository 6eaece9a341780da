import { isErrorPage } from './error-page-causes.ts'
import type { Facts } from './facts.ts'
import { byNearness, isNear } from './nearness.ts'
import { explains, type Row } from './row.ts'

/** No proxy serves such a virtual proxy: QPS says so, or the proxy does. */
export const wrongPrefix: Row[] = [
  {
    cause: 'notLinked',
    find: facts => (isUnserved(facts) && facts.virtualProxy?.linked === false ? explains() : undefined),
  },
  {
    cause: 'prefixUnknown',
    find: facts => {
      const others = otherPrefixes(facts).filter(prefix => prefix !== '')
      const [nearest = '', ...rest] = byNearness(facts.prefix, others)
      if (nearest === '') return undefined
      const named = [nearest, ...rest].slice(0, 5)
      return explains(
        [facts.prefix, [...named, ...(others.length > named.length ? ['…'] : [])].join(', ')],
        isNear(facts.prefix, nearest) ? { kind: 'signInAgain', change: { prefix: nearest } } : undefined,
      )
    },
  },
  {
    cause: 'prefixNone',
    find: facts => {
      const [only, ...others] = otherPrefixes(facts)
      return only === '' && others.length === 0
        ? explains([facts.prefix], { kind: 'signInAgain', change: { prefix: '' } })
        : undefined
    },
  },
]

const isUnserved = (facts: Facts): boolean => facts.code === 'VIRTUAL_PROXY_UNKNOWN' || isErrorPage(facts)

/** Those that could be meant; none where the prefix is one of the site, or nobody knows. */
const otherPrefixes = (facts: Facts): string[] =>
  isUnserved(facts) && facts.virtualProxy === undefined ? (facts.prefixes ?? []) : []
