import type { ServerResponse } from 'node:http'
import type { EndpointName, IncomingRequest } from './request.ts'
import type { OutgoingResponse } from './response.ts'
import { RESPONSE_FAULTS, type ResponseFault, type ResponseFaultName } from './response-faults.ts'
import { send } from './send.ts'
import {
  isHandshake,
  isSocketFault,
  SOCKET_FATES,
  type SocketFate,
  type SocketFaultName,
} from './socket-faults.ts'

/** The responses that a fault affects. */
export interface FaultScope {
  /** All endpoints by default. */
  readonly endpoint?: EndpointName
  /** A part of the path, e.g. `/session`. */
  readonly path?: string
  readonly method?: string
  /** The number of responses to affect. Without it, the fault applies until it ends. */
  readonly times?: number
  /** The delay of `slow`. */
  readonly ms?: number
}

export interface FaultHandle {
  /** Resolves when the fault has affected the first request. */
  readonly reached: Promise<void>
  end(): void
}

interface ActiveFaultEntry extends FaultHandle {
  readonly name: ResponseFaultName | SocketFaultName
  readonly scope: FaultScope
  readonly ended: Promise<void>
  remaining: number
  reach(): void
}

/** The active faults, the latest first. */
export class ActiveFaults {
  #active: ActiveFaultEntry[] = []

  raise(name: ResponseFaultName | SocketFaultName, scope: FaultScope = {}): FaultHandle {
    const [reached, reach] = createDeferred()
    const [ended, finish] = createDeferred()
    const end = () => {
      this.#active = this.#active.filter(each => each !== fault)
      finish()
    }
    const fault: ActiveFaultEntry = {
      name,
      scope,
      reached,
      reach,
      ended,
      end,
      remaining: scope.times ?? Number.POSITIVE_INFINITY,
    }
    this.#active.unshift(fault)
    return fault
  }

  endAll(): void {
    for (const fault of this.#active) fault.end()
  }

  /** Waits for the fault that affects a WebSocket handshake. Returns what it does to the WebSocket. */
  async meet(request: IncomingRequest): Promise<SocketFate> {
    const fault = this.#take(request)
    if (!fault) return 'open'
    const { ended, scope } = fault
    return SOCKET_FATES[fault.name]?.({ ended, ms: scope.ms ?? DEFAULT_DELAY_MS }) ?? 'open'
  }

  /** Sends the response, changed by the fault that affects its request. */
  async deliver(
    request: IncomingRequest,
    planned: OutgoingResponse,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.#take(request)
    if (!fault || isSocketFault(fault.name)) return send(planned, response)
    const { ended, scope } = fault
    await RESPONSE_FAULTS[fault.name].deliver({ planned, response, ended, ms: scope.ms ?? DEFAULT_DELAY_MS })
  }

  /** Returns the fault that affects a request, and counts it. */
  #take(request: IncomingRequest): ActiveFaultEntry | undefined {
    const fault = this.#active.find(each => each.remaining > 0 && matchesScope(each, request))
    if (!fault) return undefined
    fault.remaining -= 1
    fault.reach()
    return fault
  }
}

const DEFAULT_DELAY_MS = 3000

const getResponseFault = (name: ResponseFaultName): ResponseFault => RESPONSE_FAULTS[name]

function matchesScope(
  { name, scope: { endpoint, path, method } }: ActiveFaultEntry,
  request: IncomingRequest,
): boolean {
  const affects = isSocketFault(name) ? isHandshake : getResponseFault(name).affects
  return (
    (endpoint === undefined || endpoint === request.endpoint) &&
    (path === undefined || request.path.includes(path)) &&
    (method === undefined || method === request.method) &&
    (affects?.(request) ?? true)
  )
}

function createDeferred(): [Promise<void>, () => void] {
  let settle = () => {}
  const settled = new Promise<void>(resolve => {
    settle = resolve
  })
  return [settled, settle]
}
