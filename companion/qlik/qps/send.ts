import { qlikTimeoutMs } from '#protocol/constants'
import type { Identity } from '#protocol/identity'
import { type Endpoint, type HttpResponse, isSuccess, type RequestOptions } from '../http/endpoint.ts'
import { type QlikRequest, sendQlikRequest } from '../http/qlik-request.ts'
import { alivePath } from './paths.ts'
import { explainRefusal } from './refusals.ts'

export interface QpsRequestOptions extends Omit<RequestOptions, 'timeoutMs'> {
  timeoutMs?: number
  /** Called when Qlik Sense has rejected the request, so that it had no effect. */
  onRejected?: () => void
  /** Called when Qlik Sense has failed (5xx). The request may have had an effect. */
  onServerError?: () => void
}

/** The subject of a request, to explain a refusal. */
export interface RefusalContext {
  prefix: string
  sessionId?: string
  identity?: Identity
  /** Treats 404 as a response, not as a refusal. */
  mayBeMissing?: boolean
}

/** Returns a function that sends requests to QPS and throws an explained failure on refusal. */
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
      isSuccess(
        await sendQlikRequest(endpoint, aliveRequest, withTimeout({ ...options, beforeSend: undefined })),
      )
    throw await explainRefusal({ response, address, isCertificateAccepted, ...context })
  }
}

const aliveRequest: QlikRequest = { method: 'GET', path: alivePath }

const withTimeout = (options: QpsRequestOptions): RequestOptions => ({ timeoutMs: qlikTimeoutMs, ...options })
