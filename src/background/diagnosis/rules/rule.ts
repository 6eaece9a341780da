import type { Cause, CauseId, Fix } from '#shared/runs/cause'
import type { Facts } from '../facts.ts'

/**
 * How a cause stands to the failure: it explains it; it adds what else is known; or it may be so, which is worth saying only
 * where nothing explains it.
 */
type MatchWeight = 'conclusive' | 'additional' | 'possible'

export interface CauseMatch extends Pick<Cause, 'values' | 'action'> {
  weight: MatchWeight
}

/** When a cause fits the facts, and with which evidence. */
export interface CauseRule {
  cause: CauseId
  match(facts: Facts): CauseMatch | undefined
}

const createMatchFactory =
  (weight: MatchWeight) =>
  (values: (string | number)[] = [], action?: Fix): CauseMatch => ({
    weight,
    values: values.map(String),
    ...(action === undefined ? {} : { action }),
  })

export const conclusive = createMatchFactory('conclusive')
export const additional = createMatchFactory('additional')
export const possible = createMatchFactory('possible')

export const signInAgainFix: Fix = { kind: 'signInAgain' }
