import { HubpassError } from '#protocol/errors'
import { expectSite, readConfiguration } from '../config/configuration.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { machineChecks } from './machine/index.ts'
import { type Report, reportOf } from './report.ts'
import { runChecks, type Watch } from './runner.ts'
import { siteChecks } from './site/index.ts'

/** Checks this machine and the site of that id, or every one. Throws SITE_UNKNOWN, CANCELLED. */
export async function diagnose(id: string | undefined, watch: Watch): Promise<Report> {
  const sites = await sitesToCheck(id)
  const results = await runChecks([...machineChecks(), ...sites.flatMap(siteChecks)], watch)
  return reportOf(
    results,
    sites.map(site => site.id),
  )
}

/** None when the configuration is broken, which is what the first check will say. */
async function sitesToCheck(id: string | undefined): Promise<readonly SiteConfiguration[]> {
  try {
    return id === undefined ? (await readConfiguration()).sites : [await expectSite(id)]
  } catch (error) {
    if (error instanceof HubpassError && error.code === 'CONFIG_INVALID') return []
    throw error
  }
}
