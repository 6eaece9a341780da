import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { type Identity, isSameUser, nameOf } from '#protocol/identity'
import { qlikTimeoutMs } from '#protocol/limits'
import { quote } from '#protocol/quote'
import { parseAddress } from '../addresses.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { loadCredential } from '../credentials/load.ts'
import { parseEnded, parseSession } from './answers.ts'
import { attributesToWire } from './attributes.ts'
import type { Answer, Limits } from './exchange.ts'
import { isSuccess, refusalOf } from './refusals.ts'
import { callService } from './service.ts'

/** What to make: an identity's session under an id, on one virtual proxy. */
export interface SessionWish {
  prefix: string
  identity: Identity
  sessionId: string
}

export interface CallLimits extends Omit<Limits, 'timeoutMs'> {
  timeoutMs?: number
  /** Told when Qlik Sense has said that it did not make what was asked for. */
  onRefused?: () => void
}

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
  const address = site.qps
  const door = { ...parseAddress(address), address, secureContext, serverName: site.tlsServerName }
  const ask = callService.bind(undefined, door)

  const refuse = async (answer: Answer, asked: AskedFor, limits: CallLimits): Promise<never> => {
    limits.onRefused?.()
    const isAccepted = async () => isSuccess(await ask('GET', '/qps/alive', withTimeout(limits)))
    throw await refusalOf({ answer, address, isAccepted, ...asked })
  }

  return {
    async postSession(wish, limits) {
      const answer = await ask('POST', sessions(wish.prefix), withTimeout(limits), bodyOf(wish))
      if (!isSuccess(answer)) return refuse(answer, wish, limits)
      const session = parseSession(answer, address)
      if (isOurs(session, wish)) return { ...session, attributes: wish.identity.attributes }
      limits.onRefused?.()
      throw notOurs(session, answer, address)
    },

    async deleteSession(prefix, sessionId, limits) {
      const path = `${sessions(prefix)}/${encodeURIComponent(sessionId)}`
      const answer = await ask('DELETE', path, withTimeout(limits))
      if (answer.status === 404) return false
      return isSuccess(answer) ? parseEnded(answer) : refuse(answer, { prefix, sessionId }, limits)
    },
  }
}

type AskedFor = Pick<SessionWish, 'prefix' | 'sessionId'> & Partial<SessionWish>

const withTimeout = (limits: CallLimits): Limits => ({ timeoutMs: qlikTimeoutMs, ...limits })

/** On this door the virtual proxy comes after `/qps/` (qlik-sense-facts §1.1). */
const sessions = (prefix: string): string =>
  `/qps/${prefix === '' ? '' : `${encodeURIComponent(prefix)}/`}session`

const bodyOf = ({ identity, sessionId }: SessionWish): string =>
  JSON.stringify({
    UserDirectory: identity.userDirectory,
    UserId: identity.userId,
    Attributes: attributesToWire(identity.attributes),
    SessionId: sessionId,
  })

type Made = Omit<Session, 'attributes'>

/** What happens to a session id that is taken is not known: the answer may be the session that has it. */
const isOurs = (session: Made, wish: SessionWish): boolean =>
  session.sessionId === wish.sessionId && isSameUser(session, wish.identity)

const notOurs = (session: Made, { status }: Answer, address: string) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: `it speaks of another session, of the user ${quote(nameOf(session))}: choose another session id`,
  })
