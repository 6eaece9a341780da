import { type ReceivedResponse, requestHub, requestQps, type SendOptions } from '../client.ts'
import type { ManualClock } from '../clock.ts'
import type { DefectName } from '../defects.ts'
import type { QlikSenseDouble } from '../double.ts'

/** What a probe observes with the defect and without. */
export interface DefectCase {
  readonly probe: (qlik: QlikSenseDouble, clock: ManualClock) => Promise<unknown>
  readonly sound: unknown
  readonly defective: unknown
}

export type DefectCases<Names extends DefectName> = { readonly [Name in Names]: DefectCase }

export const USER = { userDirectory: 'DOMAIN', userId: 'User1' }
export const COOKIE_NAME = 'X-Qlik-Session-sales'
export const COOKIES = { [COOKIE_NAME]: 'good' }
export const FOREIGN_ORIGIN = 'https://other.invalid'

export const addSession = (qlik: QlikSenseDouble, options: object = {}) =>
  qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'good', ...options })

/** Signs in with a ticket. Returns the answer that sets the cookie. */
export async function redeemTicket(
  qlik: QlikSenseDouble,
  cookies: Record<string, string> = {},
): Promise<ReceivedResponse> {
  const { json } = await requestQps(qlik, 'POST sales/ticket', { UserDirectory: 'DOMAIN', UserId: 'User1' })
  return requestHub(qlik, `/sales/hub/?qlikTicket=${Object(json).Ticket}`, cookies)
}

export const getCookieAttributes = ({ headers }: ReceivedResponse): string =>
  (headers['set-cookie'] ?? []).join().replace(/^[^;]*; /, '')

export const getCookieValue = ({ headers }: ReceivedResponse): string =>
  (headers['set-cookie'] ?? []).join().replace(/^[^=]*=([^;]*).*$/, '$1')

/** Returns who `/qps/user` says that the cookies belong to, or `inactive`. */
export async function whoIs(
  qlik: QlikSenseDouble,
  cookies: Record<string, string> = COOKIES,
  { path = '/sales/qps/user', ...options }: SendOptions & { path?: string } = {},
): Promise<string> {
  const { userId, session } = Object((await requestHub(qlik, path, cookies, options)).json)
  return session ?? userId
}
