import type { WebSocket } from 'ws'
import { createAnonymousIdentity } from '../proxy/anonymous.ts'
import { type Session, type SessionEnd, toKey } from '../site/sessions.ts'
import type { Site } from '../site/site.ts'
import { greet } from './greeting.ts'
import type { EngineClient } from './handshake.ts'
import { notifyFatal } from './notification.ts'
import { answerRpc } from './rpc.ts'

/** A WebSocket, as tests see it. */
export interface EngineSocket {
  readonly path: string
  readonly session: Session | undefined
  /** The methods of the notifications that it received. */
  readonly notifications: readonly string[]
}

interface OpenSocket extends EngineSocket {
  readonly socket: WebSocket
  readonly notifications: string[]
}

/** The status of a normal closure. Which one the proxy sends is unknown. */
const NORMAL_CLOSURE = 1000

/** The open WebSockets of a node. They end with their session (docs/facts/qlik-sense.md §1.3). */
export class EngineSockets {
  readonly #open = new Set<OpenSocket>()
  readonly #site: Site
  readonly #stopTicking: () => void

  constructor(site: Site) {
    this.#site = site
    site.sessions.onEnd((session, how) => this.#endSocketsOf(session, how))
    this.#stopTicking = site.clock.onTick(() => site.sessions.endTimedOut())
  }

  get open(): readonly EngineSocket[] {
    return [...this.#open].map(({ path, session, notifications }) => ({ path, session, notifications }))
  }

  /** Greets a new client and answers it. */
  accept(socket: WebSocket, client: EngineClient): void {
    const { context, session } = client
    const { path } = context.request
    const isAttached = [...this.#open].some(
      each => each.path === path && isSameSession(each.session, session),
    )
    const { messages, afterwards } = greet(client, isAttached)
    const entry: OpenSocket = { socket, path, session, notifications: [] }
    this.#open.add(entry)
    socket.on('close', () => this.#open.delete(entry)).on('error', () => socket.terminate())
    for (const message of messages) send(entry, message)
    if (afterwards === 'close') socket.close(NORMAL_CLOSURE)
    if (afterwards === 'answer') this.#answer(socket, client)
  }

  /** Keeps a WebSocket that never gets a message. */
  ignore(socket: WebSocket, { context: { request }, session }: EngineClient): void {
    const entry: OpenSocket = { socket, path: request.path, session, notifications: [] }
    this.#open.add(entry)
    socket.on('close', () => this.#open.delete(entry)).on('error', () => socket.terminate())
  }

  /** Closes all WebSockets and stops watching the clock. */
  stop(): void {
    this.#stopTicking()
    for (const { socket } of this.#open) socket.terminate()
  }

  #answer(socket: WebSocket, { context, session }: EngineClient): void {
    const { sessions } = this.#site
    const identity = session ?? createAnonymousIdentity(context.virtualProxy)
    if (!identity) return
    socket.on('message', frame => {
      const current = session && sessions.find(session.prefix, session.sessionId)
      if (current) sessions.markUsed(current)
      const answer = answerRpc(String(frame), identity)
      if (answer) socket.send(JSON.stringify(answer))
    })
  }

  #endSocketsOf(session: Session, how: SessionEnd): void {
    const { defects, unknowns } = this.#site
    if (how === 'closed' && defects.has('socketOutlivesSession')) return
    for (const each of this.#open) {
      if (!isSameSession(each.session, session)) continue
      if (unknowns.socketOnSessionEnd === 'notification') send(each, FAREWELLS[how])
      each.socket.close(NORMAL_CLOSURE)
    }
  }
}

/** The first two texts are documented, the last one is not (docs/facts/qlik-sense.md §2.4). */
const FAREWELLS = {
  timedOut: notifyFatal('OnSessionTimedOut', 'Session timed out due to inactivity'),
  loggedOut: notifyFatal('OnSessionLoggedOut', 'User logged out manually'),
  closed: notifyFatal('OnSessionClosed', 'Session closed'),
} as const satisfies Record<SessionEnd, ReturnType<typeof notifyFatal>>

function send({ socket, notifications }: OpenSocket, message: ReturnType<typeof notifyFatal>): void {
  notifications.push(message.method)
  socket.send(JSON.stringify(message))
}

const isSameSession = (one: Session | undefined, other: Session | undefined): boolean =>
  one !== undefined && other !== undefined && toKey(one) === toKey(other)
