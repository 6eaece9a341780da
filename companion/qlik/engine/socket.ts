import type { SecureContext } from 'node:tls'
import { WebSocket } from 'ws'
import { type Message, parseMessage, type Refusal, type Socket } from './conversation.ts'

/** This file is built on its own, because of the library. It keeps no state. */

export interface SocketRequest {
  url: URL
  origin: string
  cookie?: string | undefined
  userAgent?: string | undefined
  /** The trust of the front end. Without it, Node's own. */
  secureContext?: SecureContext | undefined
  handshakeMs: number
  signal: AbortSignal
}

/** Far longer than any message of the proxy (docs/facts/qlik-sense.md §2.4). */
const maxMessageBytes = 64 * 1024

/** More messages than a WebSocket gets without asking the engine anything. */
const maxMessages = 100

/**
 * Opens a WebSocket to the engine as the hub does (docs/facts/qlik-sense.md §2.3). Sends nothing over
 * it. Rejects only if the signal is aborted.
 */
export function openSocket(request: SocketRequest): Promise<Socket> {
  const { url, origin, cookie, userAgent, secureContext, signal } = request
  signal.throwIfAborted()
  const socket = new WebSocket(url, {
    origin,
    headers: {
      ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
    },
    followRedirects: false,
    maxPayload: maxMessageBytes,
    rejectUnauthorized: true,
    ...(secureContext === undefined ? {} : { secureContext }),
  })
  return follow(socket, request)
}

/** Follows a WebSocket from its handshake on. */
function follow(socket: WebSocket, { signal, handshakeMs }: SocketRequest): Promise<Socket> {
  const messages: Message[] = []
  const listeners = new Set<() => void>()
  let isEnded = false
  let isUnanswered = false
  let received = 0
  let refusal: Refusal | undefined
  let problem: string | undefined
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
  const end = (why?: string) => {
    problem ??= why
    socket.terminate()
  }
  const abort = () => end()
  signal.addEventListener('abort', abort, { once: true })
  // A limit of the library would begin again with every byte.
  const handshakeTimer = setTimeout(() => {
    isUnanswered = true
    end('its handshake was not answered in time')
  }, handshakeMs)
  socket.on('message', data => {
    const message = parseMessage(String(data))
    if (message !== undefined) messages.push(message)
    received += 1
    if (received > maxMessages) end('it sends too many messages')
    notify()
  })
  return new Promise<Socket>((resolve, reject) => {
    const settle = () => {
      clearTimeout(handshakeTimer)
      resolve({
        messages,
        get refusal() {
          return refusal
        },
        get problem() {
          return problem
        },
        get isUnanswered() {
          return isUnanswered
        },
        receive: (methods, ms) => waitFor(() => messages.find(each => methods.includes(each.method)), ms),
        endsWithin: async ms => (await waitFor(() => isEnded || undefined, ms)) === true,
        close: () => socket.terminate(),
      })
    }
    socket.once('open', settle)
    socket.once('unexpected-response', (_request, { statusCode = 0, headers }) => {
      refusal = { status: statusCode, location: headers.location }
      settle()
      end()
    })
    socket.on('error', error => {
      // A refused WebSocket ends with an error of the library.
      if (refusal === undefined) problem ??= error.message
      clearTimeout(handshakeTimer)
      if (signal.aborted) reject(signal.reason)
      else settle()
    })
    socket.once('close', () => {
      isEnded = true
      signal.removeEventListener('abort', abort)
      notify()
    })
  })
}
