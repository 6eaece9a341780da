import { getHomeFolder } from '../../config/home.ts'
import { parseSharedOptions } from '../../config/options/credential.ts'
import { parseHubOrigin } from '../../config/options/hub-origin.ts'
import type { SiteOptions } from '../../config/options/site.ts'
import type { CredentialSource } from '../../config/schema.ts'
import { chooseCredential, describeCandidate } from '../../credentials/discover/choose.ts'
import { findCredentials } from '../../credentials/discover/find.ts'
import { currentSearchEnvironment } from '../../credentials/discover/search-paths.ts'
import { parseAddress } from '../../util/address.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { writeNote } from '../output/notes.ts'

/**
 * Finds the credential of a site that was added without one, and lists the candidates on standard
 * error, with the root that will be trusted. Throws CERTIFICATE_AMBIGUOUS, CERTIFICATE_PROPOSED,
 * CERTIFICATE_NOT_FOUND, BAD_REQUEST.
 */
export async function discoverCredential(options: SiteOptions): Promise<CredentialSource> {
  const { hostname } = new URL(parseHubOrigin(options.hub))
  const shared = parseSharedOptions(options)
  const candidates = await findCredentials(currentSearchEnvironment(await getHomeFolder()), shared)
  const hosts = [hostname, ...(options.qps === undefined ? [] : [parseAddress(options.qps).host])]
  const chosen = chooseCredential(candidates, hosts, shared.thumbprint)
  const lines = candidates.map(
    candidate =>
      `${candidate === chosen ? '*' : ' '} ${stripControlCharacters(describeCandidate(candidate))}\n`,
  )
  const roots = chosen.credential?.roots.join(', ') || 'the authorities that Windows trusts'
  writeNote(`Using the credential marked with *:\n${lines.join('')}Hubpass will trust servers of ${roots}.\n`)
  return chosen.source
}
