import { failure, HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import type { SessionCookie } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { HttpResponse } from '../http/endpoint.ts'
import { toHubAddress } from './address.ts'
import { createHubEndpoints, sendToHub, sendToPlainHub } from './send.ts'

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
  const address = toHubAddress(site.hub)
  try {
    if (!isHttps(site.hub)) return await sendToPlainHub(address, request, signal)
    return await sendToHub(await createHubEndpoints(site, address), request, signal)
  } catch (error) {
    throw toHubFailure(url, error)
  }
}

const toHubFailure = (hub: string, error: unknown): unknown =>
  error instanceof HubpassError && Object.hasOwn(findingGroups.network, error.code)
    ? failure('HUB_UNREACHABLE', { hub, reason: reasonOfFinding(error.finding), direct: true }, error)
    : error
