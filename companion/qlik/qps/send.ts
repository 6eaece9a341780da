import { qlikTimeoutMs } from '#protocol/constants'
import type { Identity } from '#protocol/identity'
import { type QlikRequest, sendQlikRequest } from '../http/qlik-request.ts'
import type { Endpoint, HttpResponse, RequestOptions } from '../http/request.ts'
import { alivePath } from './paths.ts'
import { explainRefusal, isSuccess } from './refusals.ts'

export interface QpsRequestOptions extends Omit<RequestOptions, 'timeoutMs'> {
  timeoutMs?: number
  /** Told when Qlik Sense has said that it did not make what was asked for. */
  onRejected?: () => void
  /** Told when Qlik Sense has failed (5xx): it may have made what was asked for, or have met what another has made. */
  onServerError?: () => void
}

/** What was asked about, to understand a refusal. */
export interface RefusalContext {
  prefix: string
  sessionId?: string
  identity?: Identity
  /** 404 is an answer, not a refusal. */
  mayBeMissing?: boolean
}

/** Asks QPS, and throws what a refusal means. */
export function createQpsSender(endpoint: Endpoint) {
  const { address } = endpoint
  return async (
    request: QlikRequest,
    context: RefusalContext,
    options: QpsRequestOptions,
  ): Promise<HttpResponse> => {
    const response = await sendQlikRequest(endpoint, request, withTimeout(options))
    if (isSuccess(response) || (response.status === 404 && context.mayBeMissing === true)) return response
    if (response.status < 500) options.onRejected?.()
    else options.onServerError?.()
    const isCertificateAccepted = async () =>
      isSuccess(await sendQlikRequest(endpoint, aliveRequest, withTimeout(options)))
    throw await explainRefusal({ response, address, isCertificateAccepted, ...context })
  }
}

const aliveRequest: QlikRequest = { method: 'GET', path: alivePath }

const withTimeout = (options: QpsRequestOptions): RequestOptions => ({ timeoutMs: qlikTimeoutMs, ...options })
