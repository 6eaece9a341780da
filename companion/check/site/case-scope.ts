import { setRequestGate } from '../../qlik/http/request-gate.ts'
import type { CaseClock } from '../run/case-clock.ts'
import type { RateLimiter } from '../run/rate-limiter.ts'

// Awaited, not imported: only runs of plans need it.
const { AsyncLocalStorage } = await import('node:async_hooks')

/** The case that a request belongs to. */
export interface CaseScope {
  limiter: RateLimiter
  clock: CaseClock
  requests: number
}

const scopes = new AsyncLocalStorage<CaseScope>()

/** Runs the work of a case. Its requests are counted and keep to the rate of its site. */
export function runInScope<T>(scope: CaseScope, work: () => Promise<T>): Promise<T> {
  setRequestGate(async ({ signal, hasOwnConnections }) => {
    const current = scopes.getStore()
    if (current === undefined) return
    current.requests += 1
    // A request that ends a session after a failure has little time.
    if (hasOwnConnections === true) current.limiter.take()
    else current.clock.extend(await current.limiter.wait(signal))
  })
  return scopes.run(scope, work)
}
