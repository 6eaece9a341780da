import { createManualClock } from '../clock.ts'
import type { QlikSenseDouble } from '../double.ts'
import type { BehaviorName, Behaviors } from '../unverified-behaviors.ts'

/** How a switch is looked at. */
export type Probe = (qlik: QlikSenseDouble) => Promise<unknown>

/** That look, and what is to be seen for each value of the switch: none can be left out. */
export type BehaviorCase<Name extends BehaviorName> = {
  probe: Probe
  expected: { [Value in Behaviors[Name]]: unknown }
}

/** A proof for each of these switches. */
export type BehaviorCases<Names extends BehaviorName> = { [Name in Names]: BehaviorCase<Name> }

/** The clock of every double that is looked at. */
export const clock = createManualClock()

export const USER = { userDirectory: 'Domain', userId: 'User1' }

/** The same as it is posted. */
export const POSTED_USER = { UserDirectory: 'DOMAIN', UserId: 'User1' }

/** A session of the default virtual proxy. */
export const COOKIE = { 'X-Qlik-Session': 'id' }
