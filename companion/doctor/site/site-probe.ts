import { qlikTimeoutMs } from '#protocol/constants'
import { HubpassError } from '#protocol/errors'
import type { SiteConfiguration } from '../../config/schema.ts'
import { type Credential, loadCredential } from '../../credentials/load.ts'
import type { Endpoint, HttpResponse } from '../../qlik/http/endpoint.ts'
import { sendQlikRequest } from '../../qlik/http/qlik-request.ts'
import { alivePath } from '../../qlik/qps/paths.ts'
import { resolveEndpoint } from '../../qlik/site-endpoint.ts'
import { memoizeAsync } from '../../util/memoize.ts'

/** The way to a site as its checks share it: each part is found once. All of it throws the codes of the group credential. */
export interface SiteProbe {
  site: SiteConfiguration
  credential: () => Promise<Credential>
  /** To QPS, with our certificate. */
  endpoint: () => Promise<Endpoint>
  /** To QPS, without any certificate of ours. */
  endpointWithoutCertificate: () => Promise<Endpoint>
  /** Whether QPS is alive, asked with our certificate. */
  checkAlive: (signal: AbortSignal) => Promise<AliveResult>
}

/** How a question ended. */
export interface AliveResult {
  /** The handshake was over and the server's certificate good. */
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
 * Asks on a connection of its own: with a pool and TLS sessions that nobody has used, so that no socket that was opened with
 * another certificate answers in its place (docs/facts/browsers-and-node.md §3.3). Never rejects but for bugs.
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
