import type { Plan, PlannedChecks } from '../plan/plan.ts'
import { checkIds } from '../plan/schema/checks.ts'
import type { Case } from './case.ts'

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
/** A session of its own and its end. What the browser asks does not count for the rate. */
const requestsOfBrowser = 2
/** Measured with the double; `hubpass xray` takes about 60 requests. */
const requestsOfCatalogue = 60
const sessionsOfCatalogue = 8

/** Estimates what the cases of a plan take. The rate is per site, and sites run side by side. */
export async function estimateRun(
  { limits }: Plan,
  cases: AsyncIterable<Case>,
  { isInBrowser = false } = {},
): Promise<Estimate & { sites: Map<string, number> }> {
  const sites = new Map<string, number>()
  const requestsBySite = new Map<string, number>()
  let sessions = 0
  for await (const { site, checks, expect } of cases) {
    const isSignedIn = expect.refusedWith === undefined
    const share = isSignedIn ? getShare(checks) : 0
    const visits = Number(isInBrowser && isSignedIn)
    add(sites, site, 1)
    const requests = requestsOfSignIn + requestsOfBrowser * visits + requestsOfCatalogue * share
    add(requestsBySite, site, Math.ceil(requests))
    sessions += 1 + visits + Math.ceil(sessionsOfCatalogue * share)
  }
  return {
    cases: sum(sites.values()),
    requests: sum(requestsBySite.values()),
    sessions,
    seconds: Math.ceil(Math.max(0, ...requestsBySite.values()) / limits.rate),
    sites,
  }
}

const getShare = (checks: PlannedChecks | undefined): number =>
  checks === undefined ? 0 : checkIds.filter(id => checks.only?.includes(id) ?? true).length / checkIds.length

const add = (counts: Map<string, number>, key: string, count: number): void =>
  void counts.set(key, (counts.get(key) ?? 0) + count)

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0)
