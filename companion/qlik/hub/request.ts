import type { SecureContext } from 'node:tls'
import { failure, HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import type { SessionCookie } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { HttpResponse } from '../http/endpoint.ts'
import { getGate } from '../http/request-gate.ts'
import { toHubAddress } from './address.ts'
import { createHubEndpoints, sendToPlainHub, sendToTrustedHub } from './send.ts'

/**
 * Sends a GET request with the session cookie to the hub, as a browser does. Follows no redirect.
 * Verifies the certificate of the hub with the root of the site, or else with the authorities of
 * Node. Throws HUB_UNREACHABLE, CANCELLED and the codes of the group credential.
 */
export const getFromHub = async (
  site: SiteConfiguration,
  url: string,
  cookie: HubCookie,
  signal: AbortSignal,
): Promise<HttpResponse> => (await askHub(site, url, cookie, signal)).response

export type HubCookie = Pick<SessionCookie, 'name' | 'value'>

/** Does the same, and also returns the trust that has accepted the certificate, if there is one. */
export async function askHub(
  site: SiteConfiguration,
  url: string,
  { name, value }: HubCookie,
  signal: AbortSignal,
  more: Record<string, string> = {},
): Promise<{ response: HttpResponse; secureContext?: SecureContext }> {
  const headers = { Cookie: `${name}=${value}`, Accept: 'text/html, application/json;q=0.9', ...more }
  const request = { method: 'GET' as const, path: new URL(url).pathname, headers }
  const address = toHubAddress(site.hub)
  try {
    if (!isHttps(site.hub))
      return { response: await sendToPlainHub({ address, gate: getGate(site) }, request, signal) }
    return await sendToTrustedHub(await createHubEndpoints(site, address), request, signal)
  } catch (error) {
    throw toHubFailure(url, error)
  }
}

const toHubFailure = (hub: string, error: unknown): unknown =>
  error instanceof HubpassError && Object.hasOwn(findingGroups.network, error.code)
    ? failure('HUB_UNREACHABLE', { hub, reason: reasonOfFinding(error.finding), direct: true }, error)
    : error
