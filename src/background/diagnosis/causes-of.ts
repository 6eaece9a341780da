import type { Cause } from '#shared/cause'
import { lostCookie, otherCookie } from './cookie-causes.ts'
import { errorPage } from './error-page-causes.ts'
import type { Facts } from './facts.ts'
import { otherName, unknownName } from './name-causes.ts'
import { otherPlace } from './place-causes.ts'
import { wrongPrefix } from './prefix-causes.ts'
import { rejectedCookie } from './rejected-causes.ts'
import type { Row } from './row.ts'
import { endedSession, otherNode } from './session-causes.ts'
import { otherUsers, refusedUser } from './user-causes.ts'

/** The most certain first: what a page says, what the browser knows, what Qlik Sense is set to, and what is left. */
const rows: Row[] = [
  ...refusedUser,
  ...rejectedCookie,
  ...wrongPrefix,
  ...errorPage,
  ...otherPlace,
  ...otherName,
  ...endedSession,
  ...otherCookie,
  ...unknownName,
  ...otherNode,
  ...lostCookie,
  ...otherUsers,
]

/** The causes that fit, the most probable first; what only may be so is left out where something explains the failure. */
export function causesOf(facts: Facts): Cause[] {
  const found = rows.flatMap(({ cause, find }) => {
    const fit = find(facts)
    return fit === undefined ? [] : [{ cause, ...fit }]
  })
  const isExplained = found.some(({ weight }) => weight === 'explains')
  return found
    .filter(({ weight }) => weight !== 'maybe' || !isExplained)
    .map(({ weight: _, ...cause }) => cause)
}
