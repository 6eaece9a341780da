import { formatUserName, type UserName } from '../identity.ts'
import { findAccessProblem, formatLeft, type UserAccess } from '../user-access.ts'
import type { Finding } from './index.ts'
import { findingOf } from './to-finding.ts'

/** Returns why Qlik Sense refuses a user, with the place in the QMC, if QRS tells a reason. */
export function findAccessFinding(name: UserName, access: UserAccess): Finding | undefined {
  const user = formatUserName(name)
  const problem = findAccessProblem(access)
  if (problem === undefined) return undefined
  if (problem === 'quarantined') return findingOf('NO_ACCESS_PASS', { user, quarantined: true })
  if (problem === 'inactive') return findingOf('USER_INACTIVE', { user })
  if (problem !== 'noAccess') return findingOf('USER_INACTIVE', { user, why: problem })
  const left = formatLeft(access)
  return findingOf('NO_ACCESS_PASS', left === '' ? { user } : { user, left })
}
