import { qlikTimeoutMs } from '#protocol/constants'
import type { SiteConfiguration } from '../../config/schema.ts'
import { isSuccess, type RequestOptions } from '../http/endpoint.ts'
import { type ResponseContext, readJson } from '../http/json.ts'
import { sendQlikRequest } from '../http/qlik-request.ts'
import { resolveEndpoint } from '../site-endpoint.ts'
import { isQrsPath } from './path.ts'
import { explainQrsRefusal } from './refusals.ts'

export type QrsRequestOptions = Pick<RequestOptions, 'signal'> & Partial<Pick<RequestOptions, 'timeoutMs'>>

/** The Repository Service, read only (docs/facts/qlik-sense.md §4). */
export interface QrsClient {
  /** `host:port` */
  address: string
  /**
   * Reads the JSON at a path. Throws the codes of the group network, XSRF_REJECTED, QPS_FORBIDDEN
   * and UNEXPECTED_RESPONSE.
   */
  get(path: string, options: QrsRequestOptions): Promise<{ content: unknown; context: ResponseContext }>
}

/** Leaves room for all users or apps of a large site. */
const maxBodyBytes = 256 * 1024 * 1024

/**
 * Qlik's service account for external calls, written with equals signs (docs/facts/qlik-sense.md
 * §4.1).
 */
const qrsHeaders = { 'X-Qlik-User': 'UserDirectory=internal;UserId=sa_api' }

/** Loads the site's credential and returns a client. Throws the codes of the group credential. */
export async function connectToQrs(site: SiteConfiguration): Promise<QrsClient> {
  const endpoint = await resolveEndpoint(site, 'qrs')
  const { address } = endpoint
  return {
    address,
    async get(path, options) {
      if (!isQrsPath(path)) throw new Error('the path leads out of /qrs')
      const request = { method: 'GET', path, headers: qrsHeaders } as const
      const response = await sendQlikRequest(endpoint, request, {
        timeoutMs: qlikTimeoutMs,
        maxBodyBytes,
        ...options,
      })
      const context: ResponseContext = { response, address, service: 'QRS' }
      if (!isSuccess(response)) throw explainQrsRefusal(context)
      return { content: readJson(context), context }
    },
  }
}
