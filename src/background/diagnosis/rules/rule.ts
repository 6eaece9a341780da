import { cutText } from '#shared/cut-text'
import type { Cause, CauseId, Fix } from '#shared/runs/cause'
import type { Facts } from '../facts.ts'

/**
 * A conclusive cause explains the failure, an additional one adds evidence. A possible cause is
 * shown only if nothing explains the failure.
 */
type MatchWeight = 'conclusive' | 'additional' | 'possible'

export interface CauseMatch extends Pick<Cause, 'values' | 'action'> {
  weight: MatchWeight
}

/** Decides whether a cause matches the facts, and with which evidence. */
export interface CauseRule<Known = Facts> {
  cause: CauseId
  match(facts: Known): CauseMatch | undefined
}

/** Servers and scripts of pages decide how long names and lists are. */
const maxValueLength = 300

const createMatchFactory =
  (weight: MatchWeight) =>
  (values: (string | number)[] = [], action?: Fix): CauseMatch => ({
    weight,
    values: values.map(value => cutText(String(value), maxValueLength)),
    ...(action === undefined ? {} : { action }),
  })

export const conclusive = createMatchFactory('conclusive')
export const additional = createMatchFactory('additional')
export const possible = createMatchFactory('possible')

export const signInAgainFix: Fix = { kind: 'signInAgain' }
