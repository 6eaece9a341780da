import type { EnglishResult } from '../english-result.ts'

/** A requirement of ASVS 5.0 with the checks that cover it. */
export interface CoveredRequirement {
  /** `v5.0.0-7.4.1` */
  id: string
  checks: readonly string[]
  verdict: 'passed' | 'failed' | 'undecided'
}

/** Returns the requirements that the catalog covers. One failed check fails a requirement. */
export function listCoverage({ checks }: Pick<EnglishResult, 'checks'>): CoveredRequirement[] {
  const ids = new Set(checks.flatMap(({ references }) => references.filter(each => each.startsWith('ASVS '))))
  return [...ids].toSorted(compareNumbers).map(reference => {
    const covering = checks.filter(({ references }) => references.includes(reference))
    const has = (verdict: string) => covering.some(check => check.verdict === verdict)
    return {
      id: reference.replace('ASVS ', ''),
      checks: covering.map(({ id }) => id),
      verdict: has('failed')
        ? 'failed'
        : covering.every(check => check.verdict === 'passed')
          ? 'passed'
          : 'undecided',
    }
  })
}

/** Sorts 3.10 behind 3.9. */
const compareNumbers = (one: string, other: string): number =>
  one.localeCompare(other, 'en', { numeric: true })
