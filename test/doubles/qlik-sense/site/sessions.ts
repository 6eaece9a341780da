import type { Clock } from '../clock.ts'
import type { Unknowns } from '../unknowns.ts'
import { isSameUser } from './users.ts'

/** Ordered pairs: names may repeat, values may be empty (qlik-sense-facts.md §1.3). */
export type Attributes = readonly (readonly [name: string, value: string])[]

export interface Identity {
  readonly userDirectory: string
  readonly userId: string
  /** Not there when none were sent. */
  readonly attributes?: Attributes
}

export interface Session extends Identity {
  readonly prefix: string
  readonly sessionId: string
  readonly createdAt: number
  /** When the proxy last saw its cookie. */
  readonly usedAt?: number
}

const MINUTE_MS = 60_000

/** What QPS holds. Each virtual proxy has its own sessions (qlik-sense-facts.md §1.3). */
export class Sessions {
  readonly #held = new Map<string, Session>()
  readonly #clock: Clock
  readonly #unknowns: Unknowns
  readonly #timeoutMinutes: (prefix: string) => number

  constructor(clock: Clock, unknowns: Unknowns, timeoutMinutes: (prefix: string) => number) {
    this.#clock = clock
    this.#unknowns = unknowns
    this.#timeoutMinutes = timeoutMinutes
  }

  add(prefix: string, sessionId: string, identity: Identity): Session {
    const session = { ...identity, prefix, sessionId, createdAt: this.#clock.now() }
    this.#held.set(keyOf(session), session)
    return session
  }

  find(prefix: string, sessionId: string): Session | undefined {
    const session = this.#held.get(keyOf({ prefix, sessionId }))
    if (!session || this.#isAlive(session)) return session
    this.end(session)
    return undefined
  }

  all(): Session[] {
    return [...this.#held.values()].filter(session => this.#isAlive(session))
  }

  of(prefix: string): Session[] {
    return this.all().filter(session => session.prefix === prefix)
  }

  ofUser(prefix: string, user: { userDirectory: string; userId: string }): Session[] {
    return this.of(prefix).filter(session => isSameUser(session, user))
  }

  /** The proxy has seen the session's cookie. */
  use(session: Session): Session {
    const used = { ...session, usedAt: this.#clock.now() }
    this.#held.set(keyOf(used), used)
    return used
  }

  end(session: Session): void {
    this.#held.delete(keyOf(session))
  }

  #isAlive(session: Session): boolean {
    const idleMs = this.#clock.now() - this.#timerStart(session)
    return idleMs < this.#timeoutMinutes(session.prefix) * MINUTE_MS
  }

  /** The timer is known to run; when it starts is not (qlik-sense-facts.md Unknown 12). */
  #timerStart({ createdAt, usedAt }: Session): number {
    if (usedAt === undefined)
      return this.#unknowns.timerBeforeFirstUse === 'runs' ? createdAt : this.#clock.now()
    return this.#unknowns.timerOnUse === 'startsAgain' ? usedAt : createdAt
  }
}

const keyOf = ({ prefix, sessionId }: { prefix: string; sessionId: string }): string =>
  JSON.stringify([prefix, sessionId])
