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
  /** The User-Agent that sent the cookie first. */
  readonly userAgent?: string
}

/** How a session ended, for the sockets that it had (docs/facts/qlik-sense.md §2.4). */
export type SessionEnd = 'closed' | 'loggedOut' | 'timedOut'

type EndListener = (session: Session, how: SessionEnd) => void

/** The minutes after which a session ends, unused or altogether. */
export interface Lifetime {
  readonly idleMinutes: number
  readonly absoluteMinutes: number
}

export interface SessionsOptions {
  readonly clock: Clock
  readonly unknowns: Behaviors
  lifetimeOf(prefix: string): Lifetime
  /** The ids that the other nodes of the site have seen. */
  readonly seenIds?: Set<string>
}

const MINUTE_MS = 60_000

/** The sessions of QPS. Each virtual proxy has its own (docs/facts/qlik-sense.md §1.3). */
export class Sessions {
  readonly #held = new Map<string, Session>()
  /** Ended in QPS, while the front end still accepts them. */
  readonly #unlisted = new Map<string, Session>()
  /** The same by user, so that ten thousand sessions do not slow down a new one. */
  readonly #keysOfUser = new Map<string, Set<string>>()
  /** Every id that a session had, or that somebody tried to plant. */
  readonly seenIds: Set<string>
  readonly #listeners = new Set<EndListener>()
  readonly #settings: SessionsOptions

  constructor(settings: SessionsOptions) {
    this.#settings = settings
    this.seenIds = settings.seenIds ?? new Set()
  }

  add(prefix: string, sessionId: string, identity: Identity): Session {
    registerSecret(sessionId)
    const session = { ...identity, prefix, sessionId, createdAt: this.#settings.clock.now() }
    const key = toKey(session)
    const replaced = this.#held.get(key)
    if (replaced) this.end(replaced)
    this.#held.set(key, session)
    this.#keysOf(session).add(key)
    this.seenIds.add(sessionId)
    return session
  }

  find(prefix: string, sessionId: string): Session | undefined {
    const session = this.#held.get(toKey({ prefix, sessionId }))
    if (!session || this.#isAlive(session)) return session
    this.end(session, 'timedOut')
    return undefined
  }

  /** Finds a session that the front end accepts, which may be more than QPS lists. */
  findAtFrontEnd(prefix: string, sessionId: string): Session | undefined {
    return this.find(prefix, sessionId) ?? this.#unlisted.get(toKey({ prefix, sessionId }))
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
  markUsed(session: Session, userAgent?: string): Session {
    const used = { ...(userAgent ? { userAgent } : {}), ...session, usedAt: this.#settings.clock.now() }
    if (this.#held.has(toKey(used))) this.#held.set(toKey(used), used)
    return used
  }

  end(session: Session, how: SessionEnd = 'closed'): void {
    const key = toKey(session)
    const isHeld = this.#held.delete(key)
    this.#keysOf(session).delete(key)
    if (isHeld) for (const listener of this.#listeners) listener(session, how)
  }

  /** Ends a session in QPS and on its sockets only: the front end still accepts its cookie. */
  unlist(session: Session): void {
    this.end(session)
    this.#unlisted.set(toKey(session), session)
  }

  endTimedOut(): void {
    for (const session of this.#held.values()) if (!this.#isAlive(session)) this.end(session, 'timedOut')
  }

  onEnd(listener: EndListener): void {
    this.#listeners.add(listener)
  }

  #keysOf(user: UserName & { prefix: string }): Set<string> {
    const name = JSON.stringify([user.prefix, toUserKey(user)])
    const keys = this.#keysOfUser.get(name) ?? new Set()
    this.#keysOfUser.set(name, keys)
    return keys
  }

  #isAlive(session: Session): boolean {
    const now = this.#settings.clock.now()
    const { idleMinutes, absoluteMinutes } = this.#settings.lifetimeOf(session.prefix)
    return (
      now - this.#timerStart(session) < idleMinutes * MINUTE_MS &&
      now - session.createdAt < absoluteMinutes * MINUTE_MS
    )
  }

  /**
   * Returns when the inactivity timer starts, which is unknown for real sites
   * (docs/facts/qlik-sense.md Unknown 12).
   */
  #timerStart({ createdAt, usedAt }: Session): number {
    const { clock, unknowns } = this.#settings
    if (usedAt === undefined) return unknowns.timerBeforeFirstUse === 'runs' ? createdAt : clock.now()
    return unknowns.timerOnUse === 'startsAgain' ? usedAt : createdAt
  }
}

/** Returns the key of a session: each virtual proxy has its own ids. */
export const toKey = ({ prefix, sessionId }: { prefix: string; sessionId: string }): string =>
  JSON.stringify([prefix, sessionId])
