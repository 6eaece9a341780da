import { failure } from '#protocol/errors'
import type { Plan } from '../../check/plan/plan.ts'
import { readConfiguration } from '../../config/configuration.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { Check } from './with-check.ts'

/** Returns the sites of a plan by their ids. Throws SITE_UNKNOWN, with the line of the plan. */
export async function requireSites(
  { formatPlace }: Check,
  { blocks }: Plan,
): Promise<Map<string, SiteConfiguration>> {
  const { sites } = await readConfiguration()
  const known = new Map(sites.map(site => [site.id, site]))
  for (const { id, place } of blocks.flatMap(block => block.sites))
    if (!known.has(id))
      throw failure('SITE_UNKNOWN', { site: id, known: [...known.keys()], place: formatPlace(place) })
  return known
}
