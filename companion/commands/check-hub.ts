import { HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import { isHttps } from '#protocol/site'
import { requireSite } from '../config/configuration.ts'
import { loadCredential } from '../credentials/load.ts'
import { tryTcp, unverifiedEndpoint } from '../doctor/site/connect.ts'
import { readHubCertificate, toDistrustFinding } from '../doctor/site/hub-certificate.ts'
import { toHubAddress } from '../qlik/hub/address.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Returns what prevents a browser from opening the hub of a site, if this machine sees it. Throws
 * SITE_UNKNOWN, CONFIG_INVALID, CANCELLED.
 */
export const checkHub: CommandHandler<'checkHub'> = async ({ site: id }, { signal }) => {
  const site = await requireSite(id)
  const { hub, credential } = site
  try {
    if (isHttps(hub)) {
      const certificate = await readHubCertificate(hub, () => loadCredential(credential), signal)
      return { finding: toDistrustFinding(site, certificate) }
    }
    await tryTcp(unverifiedEndpoint(toHubAddress(hub)), signal)
    return {}
  } catch (error) {
    if (error instanceof HubpassError && Object.hasOwn(findingGroups.network, error.code))
      return { finding: toFinding(error) }
    throw error
  }
}
