import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { OtherFrontEnd } from './front-end.ts'
import { type Asked, toAsked } from './http.ts'
import type { OtherSite, Session, VirtualProxy } from './site.ts'

/** The WebSockets of another make: it refuses each thing in another way. */
export class OtherEngine {
  readonly #server = new WebSocketServer({ noServer: true })

  constructor(
    private readonly site: OtherSite,
    private readonly frontEnd: OtherFrontEnd,
  ) {}

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => {})
    const asked = toAsked(request)
    const proxy = this.site.virtualProxies.find(({ prefix }) => asked.path.startsWith(`/${prefix}/app/`))
    if (proxy === undefined || !this.acceptsOrigin(asked, proxy)) {
      refuse(stream, proxy === undefined ? '404 Not Found' : '401 Unauthorized')
      return
    }
    const session = this.frontEnd.findSession(asked, proxy)
    this.#server.handleUpgrade(request, stream, head, socket => {
      socket.on('error', () => {})
      if (this.acceptsToken(asked, session)) this.greet(socket, asked, session)
      else socket.close(4403, 'no token')
    })
  }

  acceptsOrigin({ header }: Asked, { websocketCrossOriginWhiteList }: VirtualProxy): boolean {
    const origin = header('origin') ?? ''
    return (
      URL.canParse(origin) &&
      ['localhost', ...websocketCrossOriginWhiteList].includes(new URL(origin).hostname)
    )
  }

  acceptsToken({ query }: Asked, _session: Session | undefined): boolean {
    return this.site.tokens.has(query.get('qlik-csrf-token') ?? '')
  }

  greet(socket: WebSocket, asked: Asked, session: Session | undefined): void {
    const say = (method: string, params: object = {}) =>
      socket.send(JSON.stringify({ params: { ...params, extra: 1 }, method, jsonrpc: '2.0', delta: false }))
    say('OnSomethingElse')
    if (session === undefined) {
      this.greetStranger(say, asked)
      return
    }
    const open = this.site.sessions.filter(
      each => each.userId === session.userId && each.prefix === session.prefix && each.sockets.size > 0,
    )
    if (session.sockets.size === 0 && open.length >= this.site.limit) {
      this.refuseSixth(say, socket)
      return
    }
    session.sockets.add({
      end: method => {
        say(method)
        socket.close(4001)
      },
    })
    this.introduce(say, session, asked)
    say('OnConnected', { qSessionState: this.tellState() })
  }

  greetStranger(say: Say, _asked: Asked): void {
    say('OnAuthenticationInformation', { mustAuthenticate: true, loginUri: '../login/' })
  }

  refuseSixth(say: Say, socket: WebSocket): void {
    say('OnMaxParallelSessionsExceeded', { severity: 'fatal' })
    socket.close(1008)
  }

  introduce(say: Say, { userDirectory, userId }: Session, _asked: Asked): void {
    say('OnAuthenticationInformation', {
      mustAuthenticate: false,
      userId: userId.toUpperCase(),
      userDirectory,
    })
  }

  tellState(): string {
    return 'SESSION_CREATED'
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }
}

export type Say = (method: string, params?: object) => void

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nX-other: 1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno`)
}
