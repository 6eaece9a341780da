import { formatUserName } from '#protocol/identity'
import { type AccessProblem, findAccessProblem, formatLeft } from '#protocol/user-access'
import type { CauseId } from '#shared/runs/cause'
import type { Facts } from '../facts.ts'
import { additional, type CauseMatch, type CauseRule, conclusive } from './rule.ts'

const causeOfProblem: Record<AccessProblem, CauseId> = {
  blocked: 'userBlocked',
  removed: 'userRemoved',
  inactive: 'userInactive',
  quarantined: 'accessQuarantined',
  noAccess: 'noAccessPass',
}

type Weigh = (facts: Facts) => ((values: string[]) => CauseMatch) | undefined

/** Returns the rules for what QRS tells of the user. They match if `weigh` returns a weight. */
export const createAccessRules = (weigh: Weigh): CauseRule[] =>
  Object.values(causeOfProblem).map(cause => ({ cause, match: facts => matchAccess(cause, facts, weigh) }))

function matchAccess(cause: CauseId, facts: Facts, weigh: Weigh): CauseMatch | undefined {
  const { access, received, user } = facts
  const problem = access && findAccessProblem(access)
  if (access === undefined || problem === undefined || causeOfProblem[problem] !== cause) return undefined
  const left = problem === 'noAccess' ? [formatLeft(access) || '?'] : []
  return weigh(facts)?.([formatUserName(received ?? user), ...left])
}

/** The hub refuses the user, whatever its page says: its texts are known in English only. */
const isRefused = ({ page, code, status = 0 }: Facts): boolean =>
  page?.refusal !== undefined || (code === 'HUB_ERROR_PAGE' && (status < 400 || status === 403))

export const refusedAccessRules = createAccessRules(facts => (isRefused(facts) ? conclusive : undefined))

/** The hub reports nobody, which may have another cause. */
export const additionalAccessRules = createAccessRules(facts =>
  facts.code === 'NOT_SIGNED_IN' && !isRefused(facts) ? additional : undefined,
)
