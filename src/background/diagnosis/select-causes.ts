import type { Cause, CauseId } from '#shared/runs/cause'
import type { CauseMatch } from './rules/rule.ts'

/**
 * Returns the causes whose rules match, in the order of the rules. Omits possible causes if a conclusive
 * one matches.
 */
export function selectCauses<Facts>(
  rules: readonly { cause: CauseId; match(facts: Facts): CauseMatch | undefined }[],
  facts: Facts,
): Cause[] {
  const matches = rules.flatMap(({ cause, match }) => {
    const result = match(facts)
    return result === undefined ? [] : [{ cause, ...result }]
  })
  const isExplained = matches.some(({ weight }) => weight === 'conclusive')
  return matches
    .filter(({ weight }) => weight !== 'possible' || !isExplained)
    .map(({ weight: _, ...cause }) => cause)
}
