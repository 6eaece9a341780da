import type { Session } from '#protocol/commands'
import type { Identity } from '#protocol/identity'
import { qlikTimeoutMs } from '#protocol/limits'
import { parseAddress } from '../addresses.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { loadCredential } from '../credentials/load.ts'
import { parseEnded, parseSession } from './answers.ts'
import { type Answer, type Call, type Door, exchange, type Limits } from './exchange.ts'
import { expectSuccess } from './refusals.ts'

const { randomBytes } = await import('node:crypto')

/** What to make: an identity's session under an id, on one virtual proxy. */
export interface SessionWish {
  prefix: string
  identity: Identity
  sessionId: string
}

export type CallLimits = Omit<Limits, 'timeoutMs'> & { timeoutMs?: number }

/** The main API of the Qlik Sense Proxy Service (qlik-sense-facts §1). */
export interface QpsClient {
  /** Throws the codes of the groups network and qlik. */
  postSession(wish: SessionWish, limits: CallLimits): Promise<Session>
  /** False when Qlik Sense did not know the session. Throws the codes of the groups network and qlik. */
  deleteSession(prefix: string, sessionId: string, limits: CallLimits): Promise<boolean>
}

/** A client with the site's credential, which is loaded now. Throws the codes of the group credential. */
export async function connectToQps(site: SiteConfiguration): Promise<QpsClient> {
  const { secureContext } = await loadCredential(site.credential)
  const door = { ...parseAddress(site.qps), address: site.qps, secureContext, serverName: site.tlsServerName }
  return {
    async postSession(wish, limits) {
      const answer = await call(
        door,
        { method: 'POST', path: sessions(wish.prefix), body: bodyOf(wish) },
        limits,
      )
      expectSuccess(answer, { door, prefix: wish.prefix, sessionId: wish.sessionId })
      return parseSession(answer, door, wish)
    },
    async deleteSession(prefix, sessionId, limits) {
      const path = `${sessions(prefix)}/${encodeURIComponent(sessionId)}`
      const answer = await call(door, { method: 'DELETE', path }, limits)
      if (answer.status === 404) return false
      expectSuccess(answer, { door, prefix, sessionId })
      return parseEnded(answer)
    },
  }
}

/** On this door the virtual proxy comes after `/qps/` (qlik-sense-facts §1.1). */
const sessions = (prefix: string): string =>
  `/qps/${prefix === '' ? '' : `${encodeURIComponent(prefix)}/`}session`

const bodyOf = ({ identity, sessionId }: SessionWish): string =>
  JSON.stringify({
    UserDirectory: identity.userDirectory,
    UserId: identity.userId,
    Attributes: identity.attributes.map(({ name, value }) => ({ [name]: value })),
    SessionId: sessionId,
  })

/** Every call carries the same 16 characters in query and header, against forgery (qlik-sense-facts §1.2). */
function call(
  door: Door,
  { method, path, body }: Omit<Call, 'headers'>,
  limits: CallLimits,
): Promise<Answer> {
  const xrfkey = randomBytes(8).toString('hex')
  const headers = {
    'X-Qlik-Xrfkey': xrfkey,
    Accept: 'application/json',
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
  }
  const asked: Call = {
    method,
    path: `${path}?xrfkey=${xrfkey}`,
    headers,
    ...(body === undefined ? {} : { body }),
  }
  return exchange(door, asked, { timeoutMs: qlikTimeoutMs, ...limits })
}
