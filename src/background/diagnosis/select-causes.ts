import type { Cause } from '#shared/runs/cause'
import type { CauseRule } from './rules/rule.ts'

/**
 * Returns the causes whose rules match, in the order of the rules. Omits possible causes if a conclusive
 * one matches.
 */
export function selectCauses<Known>(rules: readonly CauseRule<Known>[], facts: Known): Cause[] {
  const matches = rules.flatMap(({ cause, match }) => {
    const result = match(facts)
    return result === undefined ? [] : [{ cause, ...result }]
  })
  const isExplained = matches.some(({ weight }) => weight === 'conclusive')
  return matches
    .filter(({ weight }) => weight !== 'possible' || !isExplained)
    .map(({ weight: _, ...cause }) => cause)
}
