import { toFinding } from '#protocol/findings/to-finding'
import type { SiteConfiguration } from '../../config/schema.ts'
import { formatAllowedUsers } from './site.ts'
import { formatTable } from './table.ts'

/** Formats sites as a table. Loads each credential, but asks for no passphrase. */
export async function formatSites(
  sites: readonly SiteConfiguration[],
  defaultSite: string | undefined,
): Promise<string> {
  const rows = sites.map(async site => [
    site.id,
    site.hub,
    formatAllowedUsers(site),
    await describeCredential(site),
    site.id === defaultSite ? 'yes' : '',
  ])
  return formatTable(['Site', 'Hub', 'Users', 'Certificate', 'Default'], await Promise.all(rows))
}

async function describeCredential({ credential }: SiteConfiguration): Promise<string> {
  const { loadCredential } = await import('../../credentials/load.ts')
  return loadCredential(credential, { mayPrompt: false }).then(
    ({ validTo }) => `until ${validTo.slice(0, 10)}`,
    (error: unknown) => toFinding(error).code,
  )
}
