import type { Cause, CauseId, Mending } from '#shared/cause'
import type { Facts } from './facts.ts'

/**
 * How a cause stands to the failure: it explains it; it adds what else is known; or it may be so, which is worth saying only
 * where nothing explains it.
 */
type Weight = 'explains' | 'adds' | 'maybe'

export interface Found extends Pick<Cause, 'values' | 'action'> {
  weight: Weight
}

/** When a cause fits the facts, and with which evidence. */
export interface Row {
  cause: CauseId
  find(facts: Facts): Found | undefined
}

const found =
  (weight: Weight) =>
  (values: (string | number)[] = [], action?: Mending): Found => ({
    weight,
    values: values.map(String),
    ...(action === undefined ? {} : { action }),
  })

export const explains = found('explains')
export const adds = found('adds')
export const maybe = found('maybe')

export const signInAgain: Mending = { kind: 'signInAgain' }
