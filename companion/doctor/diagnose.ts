import { HubpassError } from '#protocol/errors'
import { readConfiguration, requireSite } from '../config/configuration.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { createMachineChecks } from './machine/index.ts'
import { createReport, type Report } from './report.ts'
import { type RunnerOptions, runChecks } from './runner.ts'
import { createSiteChecks } from './site/index.ts'

/** Checks this machine and one site, or all sites. Throws SITE_UNKNOWN, CANCELLED. */
export async function diagnose(id: string | undefined, options: RunnerOptions): Promise<Report> {
  const sites = await selectSites(id)
  const results = await runChecks([...createMachineChecks(), ...sites.flatMap(createSiteChecks)], options)
  return createReport(
    results,
    sites.map(site => site.id),
  )
}

/** Returns no sites if the configuration is invalid. The first check reports that. */
async function selectSites(id: string | undefined): Promise<readonly SiteConfiguration[]> {
  try {
    return id === undefined ? (await readConfiguration()).sites : [await requireSite(id)]
  } catch (error) {
    if (error instanceof HubpassError && error.code === 'CONFIG_INVALID') return []
    throw error
  }
}
