import { qlikTimeoutMs } from '#protocol/constants'
import { failure, HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import type { SessionCookie } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import type { SiteConfiguration } from '../../config/schema.ts'
import { loadCredential } from '../../credentials/load.ts'
import { parseAddress } from '../../util/address.ts'
import { type Endpoint, type HttpResponse, maxListBytes } from '../http/endpoint.ts'
import { getPlain } from '../http/plain-request.ts'
import { sendRequest } from '../http/request.ts'
import { createContext } from '../http/secure-context.ts'
import { toHubAddress } from './address.ts'

/**
 * Sends a GET request with the session cookie to the hub, as a browser does. Follows no redirect.
 * Verifies the certificate of the hub with the root of the site, or else with the authorities of
 * Node. Throws HUB_UNREACHABLE, CANCELLED and the codes of the group credential.
 */
export async function getFromHub(
  site: SiteConfiguration,
  url: string,
  { name, value }: Pick<SessionCookie, 'name' | 'value'>,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const headers = { Cookie: `${name}=${value}`, Accept: 'text/html, application/json;q=0.9' }
  const request = { method: 'GET' as const, path: new URL(url).pathname, headers }
  const options = { signal, timeoutMs: qlikTimeoutMs, maxBodyBytes: maxListBytes }
  const address = toHubAddress(site.hub)
  try {
    if (!isHttps(site.hub)) return await getPlain(address, request, options)
    const [trusted, general] = await createEndpoints(site, address)
    return await sendRequest(trusted, request, options).catch(error => {
      if (!isUntrusted(error)) throw error
      return sendRequest(general, request, options)
    })
  } catch (error) {
    throw toHubFailure(url, error)
  }
}

/** Neither endpoint has a client certificate: the hub must know the session alone. */
async function createEndpoints(site: SiteConfiguration, address: string): Promise<[Endpoint, Endpoint]> {
  const { createContextWithoutCertificate, fingerprint } = await loadCredential(site.credential)
  const endpoint = { ...parseAddress(address), address }
  return [
    { ...endpoint, secureContext: createContextWithoutCertificate(), fingerprint: `${fingerprint} hub` },
    { ...endpoint, secureContext: createContext(), fingerprint: 'hub' },
  ]
}

const isUntrusted = (error: unknown): boolean =>
  error instanceof HubpassError && error.code === 'TLS_UNTRUSTED_ROOT'

const toHubFailure = (hub: string, error: unknown): unknown =>
  error instanceof HubpassError && Object.hasOwn(findingGroups.network, error.code)
    ? failure('HUB_UNREACHABLE', { hub, reason: reasonOfFinding(error.finding), direct: true }, error)
    : error
