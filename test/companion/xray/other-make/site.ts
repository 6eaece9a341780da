import { randomUUID } from 'node:crypto'

/** A virtual proxy, with the names of QRS. */
export interface VirtualProxy {
  id: string
  prefix: string
  sessionCookieHeaderName: string
  sessionCookieDomain: string
  hasSecureAttributeHttps: boolean
  sameSiteAttributeHttps: number
  sessionInactivityTimeout: number
  anonymousAccessMode: number
  extendedSecurityEnvironment: boolean
  websocketCrossOriginWhiteList: string[]
  /** Sent with every answer. */
  headers: Record<string, string>
}

export interface Session {
  id: string
  prefix: string
  userDirectory: string
  userId: string
  attributes: unknown
  createdAt: number
  usedAt: number
  agent: string | undefined
  sockets: Set<{ end(method: string): void }>
}

const minuteMs = 60_000

const hardenedHeaders = {
  // Another order and case than an administrator of the double writes.
  'strict-Transport-SECURITY': 'includeSubDomains; preload; MAX-AGE=63072000',
  'CACHE-control': 'private, max-age=0, No-Store',
  'X-content-type-options': 'NoSniff',
  'x-frame-OPTIONS': 'SameOrigin',
  'REFERRER-policy': 'no-referrer, strict-origin',
}

const createVirtualProxy = (prefix: string): VirtualProxy => ({
  id: randomUUID(),
  prefix,
  sessionCookieHeaderName: prefix === '' ? 'sid.main' : `sid.${prefix}`,
  sessionCookieDomain: '',
  hasSecureAttributeHttps: true,
  sameSiteAttributeHttps: 3,
  sessionInactivityTimeout: 20,
  anonymousAccessMode: 0,
  extendedSecurityEnvironment: true,
  websocketCrossOriginWhiteList: ['localhost'],
  headers: { ...hardenedHeaders },
})

/** The state of a site of another make. Tests replace methods of an instance. */
export class OtherSite {
  now = Date.now()
  readonly virtualProxies = ['', 'finance', 'hr'].map(createVirtualProxy)
  sessions: Session[] = []
  readonly tickets = new Map<string, Omit<Session, 'id'>>()
  readonly tokens = new Map<string, string>()
  readonly ports = { hub: 0, node: 0, qps: 0, qrs: 0, plain: 0 }
  releaseLabel = 'November 2025 Patch 4'
  limit = 5
  lifetimeMinutes = 40

  get own(): VirtualProxy {
    const found = this.virtualProxies.find(({ prefix }) => prefix === 'finance')
    if (found === undefined) throw new Error('no virtual proxy')
    return found
  }

  makeId(): string {
    return randomUUID().replaceAll('-', '').toUpperCase()
  }

  create(session: Omit<Session, 'createdAt' | 'usedAt' | 'agent' | 'sockets'>): Session {
    const made = {
      ...session,
      createdAt: this.now,
      usedAt: this.now,
      agent: undefined,
      sockets: new Set<never>(),
    }
    this.sessions.push(made)
    return made
  }

  end(session: Session, method = 'OnSessionClosed'): void {
    this.sessions = this.sessions.filter(each => each !== session)
    for (const socket of session.sockets) socket.end(method)
  }

  isExpired({ createdAt, usedAt, prefix }: Session): boolean {
    const timeout = this.virtualProxies.find(each => each.prefix === prefix)?.sessionInactivityTimeout ?? 0
    return this.now - usedAt > timeout * minuteMs || this.now - createdAt > this.lifetimeMinutes * minuteMs
  }

  /** Finds a session by its id and uses it. */
  find(id: string, { prefix }: VirtualProxy, agent?: string): Session | undefined {
    for (const each of this.sessions.filter(session => this.isExpired(session)))
      this.end(each, 'OnSessionTimedOut')
    const found = this.sessions.find(each => each.id === id && each.prefix === prefix)
    if (found === undefined) return undefined
    found.agent ??= agent
    if (agent !== undefined && found.agent !== agent) return undefined
    found.usedAt = this.now
    return found
  }
}
