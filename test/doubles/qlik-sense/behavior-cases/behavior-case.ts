import { createManualClock } from '../clock.ts'
import type { QlikSenseDouble } from '../double.ts'
import type { BehaviorName, Behaviors } from '../unverified-behaviors.ts'

/** Observes a behavior. */
export type Probe = (qlik: QlikSenseDouble) => Promise<unknown>

/** A probe, and its expected result for each value of the behavior. No value can be missing. */
export type BehaviorCase<Name extends BehaviorName> = {
  probe: Probe
  expected: { [Value in Behaviors[Name]]: unknown }
}

/** A case for each of these behaviors. */
export type BehaviorCases<Names extends BehaviorName> = { [Name in Names]: BehaviorCase<Name> }

/** The clock of every probed double. */
export const clock = createManualClock()

export const USER = { userDirectory: 'Domain', userId: 'User1' }

/** The same user in the posted form. */
export const POSTED_USER = { UserDirectory: 'DOMAIN', UserId: 'User1' }

/** A session of the default virtual proxy. */
export const COOKIE = { 'X-Qlik-Session': 'id' }
