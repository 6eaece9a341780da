import { qlikTimeoutMs } from '#protocol/constants'
import { HubpassError } from '#protocol/errors'
import type { SiteConfiguration } from '../../config/schema.ts'
import { type Credential, loadCredential } from '../../credentials/load.ts'
import type { Endpoint, HttpResponse } from '../../qlik/http/endpoint.ts'
import { sendQlikRequest } from '../../qlik/http/qlik-request.ts'
import { alivePath } from '../../qlik/qps/paths.ts'
import { resolveEndpoint } from '../../qlik/site-endpoint.ts'

/**
 * The shared parts of the checks of a site. Each part is loaded once. Every part throws the codes
 * of the group credential.
 */
export interface SiteProbe {
  site: SiteConfiguration
  credential: () => Promise<Credential>
  /** The endpoint of QPS with our certificate. */
  endpoint: () => Promise<Endpoint>
  /** The endpoint of QPS without a client certificate. */
  endpointWithoutCertificate: () => Promise<Endpoint>
  /** Asks QPS with our certificate whether it is alive. */
  checkAlive: (signal: AbortSignal) => Promise<AliveResult>
}

/** The outcome of the request. */
export interface AliveResult {
  /** Whether the handshake succeeded, including the server's certificate. */
  isReached: boolean
  response?: HttpResponse
  error?: HubpassError
}

export function createSiteProbe(site: SiteConfiguration): SiteProbe {
  const credential = memoizeAsync(() => loadCredential(site.credential))
  const endpoint = memoizeAsync(async () => {
    await credential()
    return resolveEndpoint(site, 'qps')
  })
  const endpointWithoutCertificate = memoizeAsync(async (): Promise<Endpoint> => {
    const { createContextWithoutCertificate } = await credential()
    return {
      ...(await endpoint()),
      secureContext: createContextWithoutCertificate(),
      createContextWithoutCertificate: undefined,
    }
  })
  let aliveResult: Promise<AliveResult> | undefined
  return {
    site,
    credential,
    endpoint,
    endpointWithoutCertificate,
    checkAlive: async signal => {
      aliveResult ??= probeAlive(await endpoint(), signal)
      return aliveResult
    },
  }
}

/**
 * Returns a function that does the work on its first call and then always returns the same promise.
 */
function memoizeAsync<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= work()
    return promise
  }
}

/**
 * Asks QPS whether it is alive, on a new connection. A new fingerprint gets its own pool and TLS
 * sessions, so that no connection with another certificate is reused
 * (docs/facts/browsers-and-node.md §3.3). Rejects only for bugs.
 */
export async function probeAlive(endpoint: Endpoint, signal: AbortSignal): Promise<AliveResult> {
  let isReached = false
  const onSent = () => {
    isReached = true
  }
  const freshEndpoint = { ...endpoint, fingerprint: crypto.randomUUID() }
  const request = { method: 'GET', path: alivePath } as const
  try {
    const response = await sendQlikRequest(freshEndpoint, request, {
      signal,
      timeoutMs: qlikTimeoutMs,
      onSent,
    })
    return { isReached: true, response }
  } catch (thrown) {
    if (thrown instanceof HubpassError) return { isReached, error: thrown }
    throw thrown
  }
}
