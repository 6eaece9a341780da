import { setTimeout as wait } from 'node:timers/promises'
import type { IncomingRequest } from './request.ts'
import type { Delivery, ResponseFaultName } from './response-faults.ts'

/** The faults of a WebSocket after its handshake. */
export const SOCKET_FAULTS = {
  socketMute: { what: 'accepts a WebSocket and never sends a message' },
  socketClosed: { what: 'accepts a WebSocket and closes it without a message' },
} as const satisfies Record<string, { readonly what: string }>

export type SocketFaultName = keyof typeof SOCKET_FAULTS

export const isSocketFault = (name: string): name is SocketFaultName => Object.hasOwn(SOCKET_FAULTS, name)

export const isHandshake = ({ headers }: IncomingRequest): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** What happens to a WebSocket whose handshake is fine. */
export type SocketFate = 'open' | 'destroy' | 'mute' | 'close'

type FateOf = (delivery: Pick<Delivery, 'ended' | 'ms'>) => SocketFate | Promise<SocketFate>

/** What faults do to a WebSocket. The others do nothing to it. */
export const SOCKET_FATES: Partial<Record<ResponseFaultName | SocketFaultName, FateOf>> = {
  slow: ({ ended, ms }) => Promise.race([wait(ms, undefined, { ref: false }), ended]).then(() => 'open'),
  silent: ({ ended }) => ended.then(() => 'open'),
  hangUp: () => 'destroy',
  cut: () => 'destroy',
  socketMute: () => 'mute',
  socketClosed: () => 'close',
}
