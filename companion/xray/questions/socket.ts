import { WebSocket } from 'ws'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { formatUserName, type UserName } from '#protocol/identity'
import type { XrayPort } from '../port.ts'
import { parseObject } from './exchange.ts'

export interface SocketRequest {
  cookie?: string | undefined
  origin: string
  token?: string | undefined
  userAgent: string
}

/** What a WebSocket said, from its handshake on. */
export interface Socket {
  /** The status of a refused handshake. */
  refusedWith: number | undefined
  /** Why there was neither a WebSocket nor a refusal. */
  problem: string | undefined
  messages: readonly Message[]
  /** Resolves with the first message whose method is among these, or undefined when none can come. */
  receive(methods: readonly string[], withinMs: number): Promise<Message | undefined>
  /** Resolves with whether the WebSocket ended in time. */
  endsWithin(ms: number): Promise<boolean>
  close(): void
}

export interface Message {
  method: string
  params: Record<string, unknown>
}

const maxMessageBytes = 1024 * 1024
const handshakeMs = 10_000

/** Opens a WebSocket to the engine as the hub does (docs/facts/qlik-sense.md §2.3). */
export async function openSocket(port: XrayPort, request: SocketRequest): Promise<Socket> {
  const { cookie, origin, token, userAgent } = request
  const prefix = port.prefix === '' ? '' : `/${port.prefix}`
  const url = new URL(`${port.hub.replace(/^http/, 'ws')}${prefix}/app/engineData`)
  if (token !== undefined) url.searchParams.set('qlik-csrf-token', token)
  port.countRequest()
  const socket = new WebSocket(url, {
    origin,
    headers: { 'User-Agent': userAgent, ...(cookie === undefined ? {} : { Cookie: cookie }) },
    followRedirects: false,
    handshakeTimeout: handshakeMs,
    maxPayload: maxMessageBytes,
    rejectUnauthorized: true,
    ...(await port.openSocketOptions()),
  })
  return follow(socket, port.signal)
}

function follow(socket: WebSocket, signal: AbortSignal): Promise<Socket> {
  const messages: Message[] = []
  const listeners = new Set<() => void>()
  let isEnded = false
  const notify = () => {
    for (const listener of listeners) listener()
  }
  const waitFor = <T>(find: () => T | undefined, ms: number): Promise<T | undefined> =>
    new Promise(resolve => {
      const settle = () => {
        clearTimeout(timer)
        listeners.delete(look)
        resolve(find())
      }
      const look = () => {
        if (find() !== undefined || isEnded) settle()
      }
      const timer = setTimeout(settle, ms)
      listeners.add(look)
      look()
    })
  const abort = () => socket.terminate()
  signal.addEventListener('abort', abort, { once: true })
  socket.on('message', data => {
    const message = toMessage(String(data))
    if (message !== undefined) messages.push(message)
    notify()
  })
  return new Promise((resolve, reject) => {
    const settle = (outcome: Partial<Pick<Socket, 'refusedWith' | 'problem'>>) =>
      resolve({
        refusedWith: undefined,
        problem: undefined,
        ...outcome,
        messages,
        receive: (methods, ms) => waitFor(() => messages.find(each => methods.includes(each.method)), ms),
        endsWithin: async ms => (await waitFor(() => isEnded || undefined, ms)) === true,
        close: () => socket.terminate(),
      })
    socket.once('open', () => settle({}))
    socket.once('unexpected-response', (_request, response) => {
      settle({ refusedWith: response.statusCode ?? 0 })
      response.destroy()
    })
    socket.on('error', error => {
      if (signal.aborted) reject(signal.reason)
      else settle({ problem: error.message })
    })
    socket.once('close', () => {
      isEnded = true
      signal.removeEventListener('abort', abort)
      notify()
    })
  })
}

function toMessage(text: string): Message | undefined {
  const { method, params } = parseObject(text) ?? {}
  if (typeof method !== 'string') return undefined
  return { method, params: typeof params === 'object' && params !== null ? { ...params } : {} }
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

/** Whom a WebSocket let in. */
export type SocketOutcome =
  | { kind: 'refused'; says: Text }
  | { kind: 'user'; user: UserName }
  | { kind: 'signedOut' }
  | { kind: 'unclear'; says: Text }

/** Waits for the first words of a WebSocket. An anonymous user is not signed in. */
export async function readOutcome(socket: Socket, withinMs: number): Promise<SocketOutcome> {
  if (socket.refusedWith !== undefined)
    return { kind: 'refused', says: say('check.socket.status', { status: socket.refusedWith }) }
  if (socket.problem !== undefined) return { kind: 'unclear', says: socket.problem }
  const first = await socket.receive(['OnAuthenticationInformation', ...refusals], withinMs)
  if (first === undefined)
    return (await socket.endsWithin(0))
      ? { kind: 'refused', says: say('check.socket.closed') }
      : { kind: 'unclear', says: say('check.socket.mute') }
  if (first.method !== 'OnAuthenticationInformation') return { kind: 'refused', says: first.method }
  const { mustAuthenticate, userDirectory, userId } = first.params
  if (mustAuthenticate !== false) return { kind: 'signedOut' }
  if (typeof userDirectory !== 'string' || typeof userId !== 'string')
    return { kind: 'unclear', says: say('check.socket.noUser') }
  return userDirectory === 'NONE' ? { kind: 'signedOut' } : { kind: 'user', user: { userDirectory, userId } }
}

/** Returns an outcome in words. */
export function describeOutcome(outcome: SocketOutcome): Text {
  if (outcome.kind === 'user') return say('check.socket.user', { user: formatUserName(outcome.user) })
  if (outcome.kind === 'signedOut') return say('check.socket.signedOut')
  return say(`check.socket.${outcome.kind}`, { says: outcome.says })
}
