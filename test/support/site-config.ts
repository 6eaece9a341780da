import { join } from 'node:path'
import type { PemCredential, SiteConfiguration } from '../../companion/config/schema.ts'
import { writeFile } from '../../companion/util/write-file.ts'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'

/** Returns the configuration of a site for the double, by default with its good credential. */
export const siteConfigFor = (
  qlik: QlikSenseDouble,
  changes: Partial<SiteConfiguration> = {},
): SiteConfiguration => ({
  id: 'acme',
  hub: qlik.hub,
  qps: new URL(qlik.qps).host,
  qrs: new URL(qlik.qrs).host,
  credential: credentialFrom(qlik.certificates.folder),
  ...changes,
})

/** Returns the paths of the exported files with the names that the QMC uses. */
export const credentialFrom = (folder: string): PemCredential => ({
  kind: 'pem',
  certificate: join(folder, 'client.pem'),
  key: join(folder, 'client_key.pem'),
  root: join(folder, 'root.pem'),
})

export const writeConfig = (home: string, ...sites: SiteConfiguration[]): Promise<void> =>
  writeFile(join(home, 'config.json'), JSON.stringify({ version: 1, sites }), 0o600)
