import type { Plan } from '../plan/plan.ts'
import { checkIds } from '../plan/schema/checks.ts'

/** What a run will take, before it sends anything. */
export interface Estimate {
  cases: number
  requests: number
  sessions: number
  /** At least this long, because of the rate of the plan. */
  seconds: number
}

/** Session, hub, identity, end of the session. */
const requestsOfSignIn = 4
/** Measured with the double; `hubpass xray` takes about 60 requests. */
const requestsOfCatalogue = 60
const sessionsOfCatalogue = 8

/** Estimates what the cases of a plan take. The rate is per site, and sites run side by side. */
export function estimateRun({ checks, limits }: Plan, casesBySite: ReadonlyMap<string, number>): Estimate {
  const share = checks === undefined ? 0 : (checks.only?.length ?? checkIds.length) / checkIds.length
  const requestsOfCase = requestsOfSignIn + Math.ceil(requestsOfCatalogue * share)
  const sessionsOfCase = 1 + Math.ceil(sessionsOfCatalogue * share)
  const cases = [...casesBySite.values()].reduce((sum, count) => sum + count, 0)
  const busiest = Math.max(0, ...casesBySite.values())
  return {
    cases,
    requests: cases * requestsOfCase,
    sessions: cases * sessionsOfCase,
    seconds: Math.ceil((busiest * requestsOfCase) / limits.rate),
  }
}
