import { setTimeout as wait } from 'node:timers/promises'
import type { IncomingRequest } from './request.ts'
import type { Delivery, ResponseFaultName } from './response-faults.ts'

/** The faults of WebSockets whose handshake is fine. */
export const SOCKET_FAULTS = {
  socketMute: { what: 'accepts a WebSocket and never sends a message' },
  socketClosed: { what: 'accepts a WebSocket and closes it without a message' },
  socketPage: { what: 'answers a handshake with a page, like a device that knows no WebSockets' },
  socketHuge: { what: 'accepts a WebSocket and sends a message of a megabyte' },
  socketFlood: { what: 'accepts a WebSocket and sends thousands of messages' },
  socketNoEngine: { what: 'accepts a WebSocket and says that there is no engine' },
} as const satisfies Record<string, { readonly what: string }>

export type SocketFaultName = keyof typeof SOCKET_FAULTS

export const isSocketFault = (name: string): name is SocketFaultName => Object.hasOwn(SOCKET_FAULTS, name)

export const isHandshake = ({ headers }: IncomingRequest): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** What happens to a WebSocket whose handshake is fine. */
export type SocketFate = 'open' | 'destroy' | 'mute' | 'close' | 'page' | SocketWords

/** What a WebSocket says instead of a greeting. */
export type SocketWords = 'huge' | 'flood' | 'noEngine'

type FateOf = (delivery: Pick<Delivery, 'ended' | 'ms'>) => SocketFate | Promise<SocketFate>

/** What faults do to a WebSocket. The others do nothing to it. */
export const SOCKET_FATES: Partial<Record<ResponseFaultName | SocketFaultName, FateOf>> = {
  slow: ({ ended, ms }) => Promise.race([wait(ms, undefined, { ref: false }), ended]).then(() => 'open'),
  silent: ({ ended }) => ended.then(() => 'open'),
  hangUp: () => 'destroy',
  cut: () => 'destroy',
  socketMute: () => 'mute',
  socketClosed: () => 'close',
  socketPage: () => 'page',
  socketHuge: () => 'huge',
  socketFlood: () => 'flood',
  socketNoEngine: () => 'noEngine',
}
