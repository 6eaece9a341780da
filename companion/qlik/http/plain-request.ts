import type { IncomingMessage } from 'node:http'
import { failure } from '#protocol/errors'
import { parseAddress } from '../../util/address.ts'
import { createProgress } from './connection-progress.ts'
import type { HttpRequest, HttpResponse, RequestOptions } from './endpoint.ts'
import { defaultMaxBodyBytes } from './endpoint.ts'
import { toNetworkFinding } from './network-errors.ts'
import { readBody } from './read-body.ts'
import { waitAtGate } from './request-gate.ts'
import { logRequest } from './request-log.ts'
import { createContext } from './secure-context.ts'

// Awaited, not imported: in the built program a static import would load it at the start.
const { request: requestHttp } = await import('node:http')

/**
 * Sends a GET request over plain http, for hubs without TLS. Throws the codes of the group network,
 * UNEXPECTED_RESPONSE for a response that is too long, and CANCELLED.
 */
export async function getPlain(
  address: string,
  { path, headers }: Pick<HttpRequest, 'path' | 'headers'>,
  { signal, timeoutMs, maxBodyBytes = defaultMaxBodyBytes }: RequestOptions,
): Promise<HttpResponse> {
  await waitAtGate({ signal })
  const deadline = AbortSignal.timeout(timeoutMs)
  const startedAt = Date.now()
  const target = { ...parseAddress(address), path, headers, signal: AbortSignal.any([signal, deadline]) }
  const log = logRequest('GET', `http://${address}`, path)
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      requestHttp(target).on('response', resolve).on('error', reject).end()
    })
    const status = response.statusCode ?? 0
    const body = await readBody(response, address, maxBodyBytes)
    log.answered(status)
    return { status, headers: response.headers, body }
  } catch (error) {
    log.failed()
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    const elapsed = {
      isDeadlineExceeded: deadline.aborted,
      limitMs: timeoutMs,
      elapsedMs: Date.now() - startedAt,
    }
    const endpoint = { ...parseAddress(address), address, fingerprint: '', secureContext: createContext() }
    throw toNetworkFinding(error, endpoint, elapsed, createProgress())
  }
}
