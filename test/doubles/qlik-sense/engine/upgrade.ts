import { type IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { WebSocketServer } from 'ws'
import type { ActiveFaults } from '../http/active-faults.ts'
import { parseRequest } from '../http/request.ts'
import type { PipelineOptions } from '../http/request-pipeline.ts'
import { empty, html } from '../http/response.ts'
import { send } from '../http/send.ts'
import type { Site } from '../site/site.ts'
import type { EngineSockets } from './engine-sockets.ts'
import { FAULTY_WORDS } from './faulty-words.ts'
import { checkHandshake } from './handshake.ts'

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface UpgradeOptions {
  readonly site: Site
  readonly sockets: EngineSockets
  readonly faults: ActiveFaults
  readonly record: PipelineOptions['record']
}

/** Creates the handler of WebSocket handshakes: parse, check, record, accept or refuse. */
export function createUpgradeHandler({ site, sockets, faults, record }: UpgradeOptions): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true, clientTracking: false })
  const upgrade = async (message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { method, url: target, headers } = message
    const secure = socket instanceof TLSSocket
    const request = parseRequest({
      ...{ endpoint: 'proxy', secure, method, target, headers },
      clientCertificate: undefined,
      body: '',
    })
    const result = checkHandshake(request, site)
    const planned = 'refusal' in result ? result.refusal : empty(101)
    record({ ...request, response: planned })
    if ('refusal' in result) return faults.deliver(request, planned, openResponse(message, socket))
    const fault = await faults.meet(request)
    if (fault === 'destroy') return void socket.destroy()
    if (fault === 'page') return send(html(200, '<title>Portal</title>'), openResponse(message, socket))
    server.handleUpgrade(message, socket, head, webSocket => {
      if (fault === 'open') return sockets.accept(webSocket, result.client)
      if (fault === 'close') return webSocket.close()
      sockets.ignore(webSocket, result.client)
      if (fault !== 'mute') for (const words of FAULTY_WORDS[fault]()) webSocket.send(words)
    })
  }
  return (message, socket, head) => {
    socket.on('error', () => socket.destroy()) // a client may hang up at any time
    void upgrade(message, socket, head).catch(() => socket.destroy())
  }
}

/** Answers a handshake as a plain request, and closes the connection. */
function openResponse(message: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(message)
  response.shouldKeepAlive = false
  if (socket instanceof Socket) response.assignSocket(socket)
  return response.once('finish', () => socket.end())
}
