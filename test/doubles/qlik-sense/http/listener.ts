import { once } from 'node:events'
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TlsProfile } from './tls-faults.ts'

/** Nobody but this machine may reach a double. */
const LOOPBACK = '127.0.0.1'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface ListenerOptions {
  readonly handler: RequestHandler
  readonly port: number
  /** Plain http where it is missing. */
  readonly tls?: TlsProfile & Pick<ServerOptions, 'requestCert' | 'rejectUnauthorized' | 'ca'>
}

/** A port that can be closed, opened again and given another TLS face. */
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

  private constructor({ handler: listen, port, tls }: ListenerOptions) {
    this.#port = port
    if (tls) {
      const server = createTlsServer(tls, listen)
      this.#reshape = shape => server.setSecureContext(shape)
      this.#server = server
    } else {
      this.#reshape = () => {}
      this.#server = createPlainServer(listen)
    }
    this.#server.on('connection', (socket: Socket) => this.#remember(socket))
    this.#server.on('tlsClientError', () => {}) // a client that turns away is the client's matter
  }

  get port(): number {
    return this.#port
  }

  /** Opens the port, the same one as before if it was refused meanwhile. */
  async accept(): Promise<void> {
    if (this.#server.listening) return
    this.#server.listen(this.#port, LOOPBACK)
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port // a listening TCP server has one
  }

  /** Closes the port: who calls now is refused. */
  async refuse(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#hangUp()
    await closed
  }

  /** From the next connection on; those that are open are closed. */
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
