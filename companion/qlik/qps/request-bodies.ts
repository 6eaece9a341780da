import type { Identity } from '#protocol/identity'
import { attributesToWire } from './attributes.ts'

/** What to make: an identity's session under an id, on one virtual proxy. */
export interface SessionInput {
  prefix: string
  identity: Identity
  sessionId: string
}

export interface TicketInput extends Pick<SessionInput, 'prefix' | 'identity'> {
  /** From the address of the login page; the hub without it. */
  targetId?: string
}

/** What POST session takes (docs/facts/qlik-sense.md §1.3). */
export const toSessionBody = ({ identity, sessionId }: SessionInput): object => ({
  ...toIdentityBody(identity),
  SessionId: sessionId,
})

/** What POST ticket takes (docs/facts/qlik-sense.md §1.3). */
export const toTicketBody = ({ identity, targetId }: TicketInput): object => ({
  ...toIdentityBody(identity),
  ...(targetId === undefined ? {} : { TargetId: targetId }),
})

const toIdentityBody = ({ userDirectory, userId, attributes }: Identity): object => ({
  UserDirectory: userDirectory,
  UserId: userId,
  Attributes: attributesToWire(attributes),
})
