import type { SiteConfiguration } from '../../config/schema.ts'
import type { RequestGate } from './endpoint.ts'

const gates = new WeakMap<SiteConfiguration, RequestGate>()

/** Returns the site in a form whose requests each wait at a gate. */
export function withGate(site: SiteConfiguration, gate: RequestGate): SiteConfiguration {
  const gated = { ...site }
  gates.set(gated, gate)
  return gated
}

/** Returns undefined if nothing waits. */
export const getGate = (site: SiteConfiguration): RequestGate | undefined => gates.get(site)
