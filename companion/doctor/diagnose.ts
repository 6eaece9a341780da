import { HubpassError } from '#protocol/errors'
import { readConfiguration, requireSite } from '../config/configuration.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import type { CheckResult } from './check.ts'
import { createMachineChecks } from './machine/index.ts'
import { createReport, type Report } from './report.ts'
import { type RunnerOptions, runChecks } from './runner.ts'
import { createSiteChecks } from './site/index.ts'

/** Checks this machine and one site, or all sites. Throws SITE_UNKNOWN, CANCELLED. */
export async function diagnose(id: string | undefined, options: RunnerOptions): Promise<Report> {
  const { results, sites } = await checkEverything(id, options)
  return createReport(results, sites)
}

/** Returns the results of the checks and the sites that were checked. Throws as {@link diagnose}. */
export async function checkEverything(
  id: string | undefined,
  options: RunnerOptions,
): Promise<{ results: CheckResult[]; sites: string[] }> {
  const sites = await selectSites(id)
  const results = await runChecks([...createMachineChecks(), ...sites.flatMap(createSiteChecks)], options)
  return { results, sites: sites.map(site => site.id) }
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
