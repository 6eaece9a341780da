import type { UserName } from '#protocol/identity'
import { parseObject } from '../../util/parse-object.ts'

/** What a WebSocket said, from its handshake on. */
export interface Socket {
  /** How its handshake was refused. */
  readonly refusal: Refusal | undefined
  /** Why there was neither a WebSocket nor a refusal, or why it ended early. */
  readonly problem: string | undefined
  /** Whether its handshake was not answered in time. */
  readonly isUnanswered: boolean
  readonly messages: readonly Message[]
  /** Resolves with the first message whose method is among these, or undefined when none can come. */
  receive(methods: readonly string[], withinMs: number): Promise<Message | undefined>
  /** Resolves with whether the WebSocket ended in time. */
  endsWithin(ms: number): Promise<boolean>
  close(): void
}

export interface Refusal {
  status: number
  location: string | undefined
}

/** The login of Qlik Sense, within the front end or outside of it (docs/facts/qlik-sense.md §3.2). */
const loginPattern = /_authentication\b|[?&]targetId=/i

/** Returns whether an answer of the front end is that to an unknown session. */
export const asksToSignIn = ({ status, location = '' }: Refusal): boolean =>
  status === 401 || (status >= 300 && status < 400 && loginPattern.test(location))

export interface Message {
  method: string
  params: Record<string, unknown>
}

export function parseMessage(text: string): Message | undefined {
  const { method, params } = parseObject(text) ?? {}
  if (typeof method !== 'string') return undefined
  return { method, params: typeof params === 'object' && params !== null ? { ...params } : {} }
}

/**
 * Returns the address of an app, or of the engine without one, below the address of a virtual proxy
 * (docs/facts/qlik-sense.md §2.3).
 */
export function toEngineUrl(address: string, token: string | undefined, appId = 'engineData'): URL {
  const url = new URL(`${address.replace(/^http/, 'ws')}/app/${encodeURIComponent(appId)}`)
  if (token !== undefined) url.searchParams.set('qlik-csrf-token', token)
  return url
}

/** Messages that refuse a session (docs/facts/qlik-sense.md §2.4). */
export const refusals = [
  'OnLicenseAccessDenied',
  'OnMaxParallelSessionsExceeded',
  'OnNoEngineAvailable',
  'OnSessionTimedOut',
  'OnSessionClosed',
  'OnSessionLoggedOut',
]

/**
 * Returns whom OnAuthenticationInformation names, or undefined if it makes no sense. An anonymous user
 * is not signed in (docs/facts/qlik-sense.md §2.4).
 */
export function readIntroducedUser({ params }: Message): UserName | 'nobody' | 'anonymous' | undefined {
  const { mustAuthenticate, userDirectory, userId } = params
  if (mustAuthenticate !== false) return 'nobody'
  if (typeof userDirectory !== 'string' || typeof userId !== 'string') return undefined
  return /^none$/i.test(userDirectory) ? 'anonymous' : { userDirectory, userId }
}

/** Returns whether a message says that the user has no access pass. */
export const isLicenseRefusal = ({ method, params: { qSessionState } }: Message): boolean =>
  method === 'OnLicenseAccessDenied' ||
  (typeof qSessionState === 'string' && /NO_LICENSE|LICENSE_RENEW/.test(qSessionState))
