import { registerSecret } from '../../../support/secrets/registry.ts'
import type { Clock } from '../clock.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import { toUserKey, type UserName } from './users.ts'

/** Ordered pairs: names may repeat, values may be empty (docs/facts/qlik-sense.md §1.3). */
export type Attributes = readonly (readonly [name: string, value: string])[]

export interface Identity {
  readonly userDirectory: string
  readonly userId: string
  /** Missing when none were sent. */
  readonly attributes?: Attributes
}

export interface Session extends Identity {
  readonly prefix: string
  readonly sessionId: string
  readonly createdAt: number
  /** When the proxy last received its cookie. */
  readonly usedAt?: number
}

const MINUTE_MS = 60_000

/** The sessions of QPS. Each virtual proxy has its own (docs/facts/qlik-sense.md §1.3). */
export class Sessions {
  readonly #held = new Map<string, Session>()
  /** The same by user, so that ten thousand sessions do not slow down a new one. */
  readonly #keysOfUser = new Map<string, Set<string>>()
  readonly #clock: Clock
  readonly #unknowns: Behaviors
  readonly #timeoutMinutes: (prefix: string) => number

  constructor(clock: Clock, unknowns: Behaviors, timeoutMinutes: (prefix: string) => number) {
    this.#clock = clock
    this.#unknowns = unknowns
    this.#timeoutMinutes = timeoutMinutes
  }

  add(prefix: string, sessionId: string, identity: Identity): Session {
    registerSecret(sessionId)
    const session = { ...identity, prefix, sessionId, createdAt: this.#clock.now() }
    const key = toKey(session)
    const replaced = this.#held.get(key)
    if (replaced) this.end(replaced)
    this.#held.set(key, session)
    this.#keysOf(session).add(key)
    return session
  }

  find(prefix: string, sessionId: string): Session | undefined {
    const session = this.#held.get(toKey({ prefix, sessionId }))
    if (!session || this.#isAlive(session)) return session
    this.end(session)
    return undefined
  }

  all(): Session[] {
    return [...this.#held.values()].filter(session => this.#isAlive(session))
  }

  ofPrefix(prefix: string): Session[] {
    return this.all().filter(session => session.prefix === prefix)
  }

  ofUser(prefix: string, user: UserName): Session[] {
    const keys = [...this.#keysOf({ ...user, prefix })]
    const sessions = keys.flatMap(key => this.#held.get(key) ?? [])
    return sessions.filter(session => this.#isAlive(session))
  }

  /** Records that the proxy has received the session's cookie. */
  markUsed(session: Session): Session {
    const used = { ...session, usedAt: this.#clock.now() }
    this.#held.set(toKey(used), used)
    return used
  }

  end(session: Session): void {
    const key = toKey(session)
    this.#held.delete(key)
    this.#keysOf(session).delete(key)
  }

  #keysOf(user: UserName & { prefix: string }): Set<string> {
    const name = JSON.stringify([user.prefix, toUserKey(user)])
    const keys = this.#keysOfUser.get(name) ?? new Set()
    this.#keysOfUser.set(name, keys)
    return keys
  }

  #isAlive(session: Session): boolean {
    const idleMs = this.#clock.now() - this.#timerStart(session)
    return idleMs < this.#timeoutMinutes(session.prefix) * MINUTE_MS
  }

  /**
   * Returns when the inactivity timer starts, which is unknown for real sites
   * (docs/facts/qlik-sense.md Unknown 12).
   */
  #timerStart({ createdAt, usedAt }: Session): number {
    if (usedAt === undefined)
      return this.#unknowns.timerBeforeFirstUse === 'runs' ? createdAt : this.#clock.now()
    return this.#unknowns.timerOnUse === 'startsAgain' ? usedAt : createdAt
  }
}

const toKey = ({ prefix, sessionId }: { prefix: string; sessionId: string }): string =>
  JSON.stringify([prefix, sessionId])
