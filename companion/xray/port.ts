import type { IncomingHttpHeaders } from 'node:http'
import type { SecureContext } from 'node:tls'
import type { Text } from '#messages/message'
import type { UserName } from '#protocol/identity'
import type { UserAccess } from '#protocol/user-access'

export interface HubRequest {
  method?: 'GET' | 'DELETE'
  /** Includes the query. */
  path: string
  headers?: Record<string, string>
  /** Another node of the front end instead of the hub. */
  origin?: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** The certificate of the front end and the connection to it. */
export interface TlsFacts {
  protocol: string
  validTo: string
  names: string
}

/** The waits of a run, which tests shorten. */
export interface Limits {
  /** The first message of a WebSocket. */
  firstMessageMs: number
  /** The end of a WebSocket whose session has ended. */
  socketEndMs: number
}

/**
 * What the checks need of the companion. Methods throw the findings of the companion, which
 * `describe` explains.
 */
export interface XrayPort {
  site: string
  /** An origin. */
  hub: string
  prefix: string
  user: UserName
  signal: AbortSignal
  limits: Limits

  sendToHub(request: HubRequest): Promise<Answer>
  sendPlain(address: string, request: Pick<HubRequest, 'path' | 'headers'>): Promise<Answer>
  readQrs(path: string): Promise<unknown>
  /** Reads what QRS tells of the user, which counts as no request of a check. Throws for a bug and a cancellation only. */
  readUserAccess(): Promise<UserAccess>
  inspectTls(): Promise<TlsFacts>
  /** Resolves with the version, or undefined if the front end refuses versions before 1.2. */
  negotiateOldTls(): Promise<string | undefined>
  openSocketOptions(): Promise<{ secureContext?: SecureContext }>

  /** Makes a session id in the form that the site has chosen. */
  makeSessionId(): string
  /** Creates a session of the user, by default on the virtual proxy of the run. */
  createSession(sessionId: string, prefix?: string): Promise<void>
  /** Redeems a ticket of the user by a request to the hub. */
  redeemTicket(cookieName: string, headers: Record<string, string>): Promise<Answer>
  /** Returns whether the id belongs to this run. A front end can name the session of somebody else. */
  isOwnSession(sessionId: string): Promise<boolean>
  /** Ends a session of this run, and no other. */
  endSession(sessionId: string): Promise<void>
  /** Returns whether QPS has the session, and it is one of this run, which then ends it. */
  knowsSession(sessionId: string): Promise<boolean>
  /** Returns the ids of the sessions of the user that QPS lists. */
  listSessions(): Promise<string[]>
  askQps(variant: 'withoutCertificate' | 'withoutKey'): Promise<Answer>
  /** Records a logout in the audit log while it runs. */
  recordLogout<T>(work: () => Promise<T>): Promise<T>

  now(): number
  wait(ms: number): Promise<void>
  /** Counts a request that the port does not send. */
  countRequest(): void
  readonly requests: number
  readonly sessions: number
  /** Returns the code and message of a finding, or undefined for a bug. */
  describe(error: unknown): { code: string; message: Text } | undefined
}
