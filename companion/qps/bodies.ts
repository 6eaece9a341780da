import type { Identity } from '#protocol/identity'
import { attributesToWire } from './attributes.ts'

/** What to make: an identity's session under an id, on one virtual proxy. */
export interface SessionWish {
  prefix: string
  identity: Identity
  sessionId: string
}

export interface TicketWish extends Pick<SessionWish, 'prefix' | 'identity'> {
  /** From the address of the login page; the hub without it. */
  targetId?: string
}

/** What POST session takes (qlik-sense-facts §1.3). */
export const sessionBody = ({ identity, sessionId }: SessionWish): object => ({
  ...identityBody(identity),
  SessionId: sessionId,
})

/** What POST ticket takes (qlik-sense-facts §1.3). */
export const ticketBody = ({ identity, targetId }: TicketWish): object => ({
  ...identityBody(identity),
  ...(targetId === undefined ? {} : { TargetId: targetId }),
})

const identityBody = ({ userDirectory, userId, attributes }: Identity): object => ({
  UserDirectory: userDirectory,
  UserId: userId,
  Attributes: attributesToWire(attributes),
})
