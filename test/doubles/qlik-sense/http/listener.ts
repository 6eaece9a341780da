import { once } from 'node:events'
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TlsProfile } from './tls-faults.ts'

/** A double is reachable from this machine only. */
const LOOPBACK = '127.0.0.1'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface ListenerOptions {
  readonly handler: RequestHandler
  /** Handles WebSocket handshakes. Without it they are plain requests. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly port: number
  /** Plain http without it. */
  readonly tls?: TlsProfile & Pick<ServerOptions, 'requestCert' | 'rejectUnauthorized' | 'ca'>
}

/** A port that can close, open again and change its TLS profile. */
export class Listener {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #reshape: (shape: TlsProfile) => void
  #port: number

  static async open(settings: ListenerOptions): Promise<Listener> {
    const listener = new Listener(settings)
    await listener.accept()
    return listener
  }

  private constructor({ handler: listen, upgrade, port, tls }: ListenerOptions) {
    this.#port = port
    if (tls) {
      const server = createTlsServer(tls, listen)
      this.#reshape = shape => server.setSecureContext(shape)
      this.#server = server
    } else {
      this.#reshape = () => {}
      this.#server = createPlainServer(listen)
    }
    if (upgrade) this.#server.on('upgrade', upgrade)
    this.#server.on('connection', (socket: Socket) => this.#remember(socket))
    this.#server.on('tlsClientError', () => {}) // a client may abort the handshake
  }

  get port(): number {
    return this.#port
  }

  /** Opens the port, again the same one after it was closed. */
  async accept(): Promise<void> {
    if (this.#server.listening) return
    this.#server.listen(this.#port, LOOPBACK)
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port // a listening TCP server has an address
  }

  /** Closes the port, so that new connections are refused. */
  async refuse(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#hangUp()
    await closed
  }

  /** Sets the TLS profile of new connections and closes open ones. */
  setTlsProfile(shape: TlsProfile): void {
    this.#reshape(shape)
    this.#hangUp()
  }

  #hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #remember(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
  }
}
