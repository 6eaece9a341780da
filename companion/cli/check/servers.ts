import type { Case } from '../../check/cases/case.ts'
import type { Plan } from '../../check/plan/plan.ts'
import { RateLimiter } from '../../check/run/rate-limiter.ts'
import { runCase } from '../../check/site/run-case.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { readVirtualProxies } from '../../qlik/qrs/virtual-proxies.ts'

type Sites = ReadonlyMap<string, SiteConfiguration>

/** Returns a function that runs a case. Its sites have one rate for all cases. */
export function createCaseRunner({ limits, checks }: Plan, sites: Sites) {
  const limiters = new Map([...sites.keys()].map(id => [id, new RateLimiter(limits.rate)]))
  return (of: Case, signal: AbortSignal) => {
    const [site, limiter] = [sites.get(of.site), limiters.get(of.site)]
    if (site === undefined || limiter === undefined) throw new Error(`unknown site ${of.site}`)
    return runCase(of, { site, limits, checks, limiter, signal })
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
