import { parseAddress } from '../addresses.ts'
import { homeFolder } from '../config/home.ts'
import type { CredentialSource } from '../config/schema.ts'
import { chooseCredential, describeFound } from '../credentials/choose.ts'
import { findCredentials } from '../credentials/find.ts'
import { surroundings } from '../credentials/places.ts'
import { sharedParts } from './credential-options.ts'
import { expectHub } from './hub.ts'
import type { SiteOptions } from './site-options.ts'

/**
 * Looks for the credential of a site that was added without one, and says on standard error what there is. Throws
 * CERTIFICATE_AMBIGUOUS, CERTIFICATE_NOT_FOUND, BAD_REQUEST.
 */
export async function findCredential(options: SiteOptions): Promise<CredentialSource> {
  const { hostname } = new URL(expectHub(options.hub))
  const shared = sharedParts(options)
  const found = await findCredentials(surroundings(await homeFolder()), shared)
  const hosts = [hostname, ...(options.qps === undefined ? [] : [parseAddress(options.qps).host])]
  const chosen = chooseCredential(found, hosts)
  const listed = found.map(one => `${one === chosen ? '*' : ' '} ${describeFound(one)}\n`)
  process.stderr.write(`Found, and took the one with the star:\n${listed.join('')}`)
  return chosen.source
}
