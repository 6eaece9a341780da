import { manualClock } from '../clock.ts'
import type { QlikSenseDouble } from '../double.ts'
import type { UnknownName, Unknowns } from '../unknowns.ts'

/** How a switch is looked at. */
export type Look = (qlik: QlikSenseDouble) => Promise<unknown>

/** That look, and what is to be seen for each value of the switch: none can be left out. */
export type Proof<Name extends UnknownName> = { look: Look; seen: { [Value in Unknowns[Name]]: unknown } }

/** A proof for each of these switches. */
export type Proofs<Names extends UnknownName> = { [Name in Names]: Proof<Name> }

/** The clock of every double that is looked at. */
export const clock = manualClock()

export const USER = { userDirectory: 'Domain', userId: 'User1' }

/** The same as it is posted. */
export const POSTED = { UserDirectory: 'DOMAIN', UserId: 'User1' }

/** A session of the default virtual proxy. */
export const COOKIE = { 'X-Qlik-Session': 'id' }
