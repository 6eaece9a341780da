import type { SecureContext } from 'node:tls'
import { qlikTimeoutMs } from '#protocol/constants'
import { HubpassError } from '#protocol/errors'
import type { SiteConfiguration } from '../../config/schema.ts'
import { loadCredential } from '../../credentials/load.ts'
import { parseAddress } from '../../util/address.ts'
import { once } from '../../util/once.ts'
import { type Endpoint, type HttpRequest, type HttpResponse, maxListBytes } from '../http/endpoint.ts'
import { getPlain } from '../http/plain-request.ts'
import { sendRequest } from '../http/request.ts'
import { createContext } from '../http/secure-context.ts'

/** With the root of the site, and with the authorities of Node, which are read only where needed. */
export type HubEndpoints = readonly [trusted: Endpoint, createGeneral: () => Endpoint]

/**
 * The two ways to verify the certificate of a hub: with the root of the site, or else with the
 * authorities of Node. Neither endpoint has a client certificate: the hub must know the session
 * alone.
 */
export async function createHubEndpoints(site: SiteConfiguration, address: string): Promise<HubEndpoints> {
  const { createContextWithoutCertificate, fingerprint } = await loadCredential(site.credential)
  const endpoint = { ...parseAddress(address), address }
  return [
    { ...endpoint, secureContext: createContextWithoutCertificate(), fingerprint: `${fingerprint} hub` },
    () => ({ ...endpoint, secureContext: createGeneralContext(), fingerprint: 'hub' }),
  ]
}

/** To read all authorities of Node takes longer than a request. */
const createGeneralContext = once(() => createContext())

/** Sends a request over TLS with the first trust that accepts the certificate of the hub. */
export const sendToHub = async (
  endpoints: HubEndpoints,
  request: HttpRequest,
  signal: AbortSignal,
  timeoutMs = qlikTimeoutMs,
): Promise<HttpResponse> => (await sendToTrustedHub(endpoints, request, signal, timeoutMs)).response

/** Does the same, and also returns that trust for another connection. */
export async function sendToTrustedHub(
  [trusted, createGeneral]: HubEndpoints,
  request: HttpRequest,
  signal: AbortSignal,
  timeoutMs = qlikTimeoutMs,
): Promise<{ response: HttpResponse; secureContext: SecureContext }> {
  const send = async (endpoint: Endpoint) => ({
    response: await sendRequest(endpoint, request, createHubOptions(signal, timeoutMs)),
    secureContext: endpoint.secureContext,
  })
  return send(trusted).catch(error => {
    if (!isUntrusted(error)) throw error
    return send(createGeneral())
  })
}

/** Sends a GET request to a hub without TLS. */
export const sendToPlainHub = (
  address: string,
  request: Pick<HttpRequest, 'path' | 'headers'>,
  signal: AbortSignal,
  timeoutMs = qlikTimeoutMs,
): Promise<HttpResponse> => getPlain(address, request, createHubOptions(signal, timeoutMs))

const createHubOptions = (signal: AbortSignal, timeoutMs: number) => ({
  signal,
  timeoutMs,
  maxBodyBytes: maxListBytes,
})

export const isUntrusted = (error: unknown): boolean =>
  error instanceof HubpassError && error.code === 'TLS_UNTRUSTED_ROOT'
