import type { SiteConfiguration } from './schema.ts'
import { updateConfiguration } from './update.ts'

/**
 * Adds a site or replaces the one with its id. Returns the site that was replaced, if any. Throws
 * CONFIG_INVALID, FILE_NOT_WRITTEN.
 */
export async function saveSite(site: SiteConfiguration): Promise<SiteConfiguration | undefined> {
  let previous: SiteConfiguration | undefined
  await updateConfiguration(current => {
    previous = current.sites.find(({ id }) => id === site.id)
    const updatedSites = current.sites.map(other => (other.id === site.id ? site : other))
    return { ...current, sites: previous === undefined ? [...current.sites, site] : updatedSites }
  })
  return previous
}

/** Removes the site with this id. Throws CONFIG_INVALID, FILE_NOT_WRITTEN. */
export const removeSavedSite = (id: string): Promise<void> =>
  updateConfiguration(current => ({ ...current, sites: current.sites.filter(site => site.id !== id) }))
