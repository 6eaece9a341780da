import { qlikTimeoutMs } from '#protocol/limits'
import type { SiteConfiguration } from '../config/schema.ts'
import { doorTo } from '../qps/door.ts'
import type { Limits } from '../qps/exchange.ts'
import { type Heard, readJson } from '../qps/json.ts'
import { isSuccess } from '../qps/refusals.ts'
import { callService } from '../qps/service.ts'
import { refusalOfQrs } from './refusals.ts'

export type QrsLimits = Pick<Limits, 'signal'> & Partial<Pick<Limits, 'timeoutMs'>>

/** The Repository Service, read only (qlik-sense-facts §4). */
export interface QrsClient {
  /** `host:port` */
  address: string
  /**
   * The JSON at a path, and who said it. Throws the codes of the group network, XSRF_REJECTED, QPS_FORBIDDEN and
   * UNEXPECTED_RESPONSE.
   */
  get(path: string, limits: QrsLimits): Promise<{ content: unknown; heard: Heard }>
}

/** All users or apps of a large site fit in. */
const maxBodyBytes = 256 * 1024 * 1024

/** The account of Qlik's own services for calls from outside, with equals signs (qlik-sense-facts §4.1). */
const headers = { 'X-Qlik-User': 'UserDirectory=internal;UserId=sa_api' }

/** A client with the site's credential, which is loaded now. Throws the codes of the group credential. */
export async function connectToQrs(site: SiteConfiguration): Promise<QrsClient> {
  const door = await doorTo(site, 'qrs')
  const { address } = door
  return {
    address,
    async get(path, limits) {
      const question = { method: 'GET', path, headers } as const
      const answer = await callService(door, question, { timeoutMs: qlikTimeoutMs, maxBodyBytes, ...limits })
      const heard: Heard = { answer, address, service: 'QRS' }
      if (!isSuccess(answer)) throw refusalOfQrs(heard)
      return { content: readJson(heard), heard }
    },
  }
}
