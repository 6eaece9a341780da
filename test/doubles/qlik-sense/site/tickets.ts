import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Identity } from './sessions.ts'

interface Ticket {
  readonly prefix: string
  readonly identity: Identity
  readonly expiresAt: number
}

/** Valid for one minute (docs/facts/qlik-sense.md §1.4). */
const LIFE_MS = 60_000

export class Tickets {
  readonly #held = new Map<string, Ticket>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Issues a ticket: 16 characters of `[-_.a-zA-Z0-9]` (docs/facts/qlik-sense.md §1.4). */
  issue(prefix: string, identity: Identity): string {
    const ticket = randomBytes(12).toString('base64url')
    this.#held.set(ticket, { prefix, identity, expiresAt: this.#clock.now() + LIFE_MS })
    return ticket
  }

  /** Redeems a ticket. It is valid once, and only on its own virtual proxy. */
  redeem(prefix: string, ticket: string): Identity | undefined {
    const held = this.#held.get(ticket)
    if (held?.prefix !== prefix) return undefined
    this.#held.delete(ticket)
    return this.#clock.now() < held.expiresAt ? held.identity : undefined
  }
}
