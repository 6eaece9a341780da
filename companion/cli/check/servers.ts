import type { CaseBrowser } from '../../check/browser/case-browser.ts'
import type { Case } from '../../check/cases/case.ts'
import type { Plan } from '../../check/plan/plan.ts'
import { RateLimiter } from '../../check/run/rate-limiter.ts'
import { runCase } from '../../check/site/run-case.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { SessionRecord } from '../../open-sessions/session-record.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { readVirtualProxies } from '../../qlik/qrs/virtual-proxies.ts'

type Sites = ReadonlyMap<string, SiteConfiguration>

interface Shared {
  /** The sessions that are open. */
  record: SessionRecord
  browser?: CaseBrowser | undefined
}

/** Returns a function that runs a case. All cases share these, and one rate for each site. */
export function createCaseRunner({ limits }: Plan, sites: Sites, shared: Shared) {
  const limiters = new Map([...sites.keys()].map(id => [id, new RateLimiter(limits.rate)]))
  return (of: Case, signal: AbortSignal) => {
    const [site, limiter] = [sites.get(of.site), limiters.get(of.site)]
    if (site === undefined || limiter === undefined) throw new Error(`unknown site ${of.site}`)
    return runCase(of, { site, limits, limiter, signal, ...shared })
  }
}

/** Asks QRS of each site once. */
export function readLinked(sites: Sites, signal: AbortSignal): (id: string) => Promise<string[]> {
  const answers = new Map<string, Promise<string[]>>()
  const read = async (site: SiteConfiguration) => {
    const virtualProxies = await readVirtualProxies(await connectToQrs(site), { signal })
    return virtualProxies.filter(({ linked }) => linked).map(({ prefix }) => prefix)
  }
  return id => {
    const site = sites.get(id)
    if (site === undefined) throw new Error(`unknown site ${id}`)
    const answer = answers.get(id) ?? read(site)
    answers.set(id, answer)
    return answer
  }
}
