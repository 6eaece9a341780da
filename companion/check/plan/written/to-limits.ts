import { defaultLimits, type Limits } from '../plan.ts'
import { toMs, toRate } from '../schema/limits.ts'
import type { PlanFile } from '../schema.ts'

/** Returns the limits of a plan, where those that it lacks are the default. */
export function toLimits(written: PlanFile['limits'] = {}): Limits {
  const { concurrency, sessionsPerUser, rate, caseTimeout } = written
  return {
    concurrency: concurrency ?? defaultLimits.concurrency,
    sessionsPerUser: sessionsPerUser ?? defaultLimits.sessionsPerUser,
    rate: rate === undefined ? defaultLimits.rate : toRate(rate),
    caseTimeoutMs: caseTimeout === undefined ? defaultLimits.caseTimeoutMs : toMs(caseTimeout),
  }
}
