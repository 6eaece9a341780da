import { qlikTimeoutMs } from '#protocol/constants'
import type { SiteConfiguration } from '../../config/schema.ts'
import { resolveEndpoint } from '../http/endpoint.ts'
import { type ResponseContext, readJson } from '../http/json.ts'
import { sendQlikRequest } from '../http/qlik-request.ts'
import type { RequestOptions } from '../http/request.ts'
import { isSuccess } from '../qps/refusals.ts'
import { explainQrsRefusal } from './refusals.ts'

export type QrsRequestOptions = Pick<RequestOptions, 'signal'> & Partial<Pick<RequestOptions, 'timeoutMs'>>

/** The Repository Service, read only (docs/facts/qlik-sense.md §4). */
export interface QrsClient {
  /** `host:port` */
  address: string
  /**
   * The JSON at a path, and who said it. Throws the codes of the group network, XSRF_REJECTED, QPS_FORBIDDEN and
   * UNEXPECTED_RESPONSE.
   */
  get(path: string, options: QrsRequestOptions): Promise<{ content: unknown; heard: ResponseContext }>
}

/** All users or apps of a large site fit in. */
const maxBodyBytes = 256 * 1024 * 1024

/** The account of Qlik's own services for calls from outside, with equals signs (docs/facts/qlik-sense.md §4.1). */
const qrsHeaders = { 'X-Qlik-User': 'UserDirectory=internal;UserId=sa_api' }

/** A client with the site's credential, which is loaded now. Throws the codes of the group credential. */
export async function connectToQrs(site: SiteConfiguration): Promise<QrsClient> {
  const endpoint = await resolveEndpoint(site, 'qrs')
  const { address } = endpoint
  return {
    address,
    async get(path, options) {
      const request = { method: 'GET', path, headers: qrsHeaders } as const
      const response = await sendQlikRequest(endpoint, request, {
        timeoutMs: qlikTimeoutMs,
        maxBodyBytes,
        ...options,
      })
      const context: ResponseContext = { response, address, service: 'QRS' }
      if (!isSuccess(response)) throw explainQrsRefusal(context)
      return { content: readJson(context), heard: context }
    },
  }
}
