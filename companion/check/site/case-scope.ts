import type { SiteConfiguration } from '../../config/schema.ts'
import { withGate } from '../../qlik/http/request-gate.ts'
import type { CaseClock } from '../run/case-clock.ts'
import type { RateLimiter } from '../run/rate-limiter.ts'

/** What the requests of a case share. */
export interface CaseScope {
  limiter: RateLimiter
  clock: CaseClock
  requests: number
}

/** Returns the site for the work of a case. Its requests are counted and keep to the rate of the site. */
export const withScope = (site: SiteConfiguration, scope: CaseScope): SiteConfiguration =>
  withGate(site, async ({ signal, hasOwnConnections }) => {
    scope.requests += 1
    // A request that ends a session after a failure has little time.
    if (hasOwnConnections === true) scope.limiter.take()
    else scope.clock.extend(await scope.limiter.wait(signal))
  })
