import { say } from '#messages/checks/message'
import { planSessionCookie, type SessionCookie } from '#protocol/session-cookie'
import { withPrefix } from '#protocol/site'
import { type Socket, toEngineUrl } from '../../qlik/engine/conversation.ts'
import { openSocket } from '../../qlik/engine/socket.ts'
import { once } from '../../util/once.ts'
import type { Secrets } from '../mask.ts'
import type { HubRequest, XrayPort } from '../port.ts'
import { ifClear, Unclear } from '../unclear.ts'
import { type Exchange, findTarget, isSamePage, isSignedInAs, readHeader } from './exchange.ts'
import { readSiteFacts, type VirtualProxyFacts } from './site-facts.ts'

/** Requests look like those of one browser, because identity rules may depend on it. */
export const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const maxRedirects = 3

/** What a request has, in words. */
export const unknownId = 'with an unknown session id'

export const foreignOrigin = 'https://other.invalid'

/** A request to the front end. The session id is that of a cookie. */
interface Question extends HubRequest {
  /** Besides method and path, for the evidence. */
  with?: string
  sessionId?: string | undefined
}

interface SocketQuestion {
  sessionId?: string
  token?: string | undefined
  /** Default: that of the hub. */
  origin?: string
}

const handshakeMs = 10_000

/**
 * What the checks of a run ask. Checks share the answers, so that a run takes few requests and
 * sessions.
 */
export class Questions {
  /** The session of the phase `main`, which the phase `end` ends. */
  readonly sessionId: string
  readonly #sockets: Socket[] = []
  readonly #memory = new Map<string, Promise<unknown>>()

  constructor(
    readonly port: XrayPort,
    readonly secrets: Secrets,
  ) {
    this.sessionId = this.makeSessionId()
  }

  /** Asks once under a name and then returns the same answer. */
  recall<T>(name: string, work: () => Promise<T>): Promise<T> {
    const known = this.#memory.get(name) ?? work()
    this.#memory.set(name, known)
    // The promise under a name is always that of the same work.
    return known as Promise<T>
  }

  readonly facts = once(() => readSiteFacts(this.port))

  /** Throws {@link Unclear} if QRS does not tell it. */
  async virtualProxy(): Promise<VirtualProxyFacts> {
    const { virtualProxies } = await this.facts()
    const found = virtualProxies.find(({ prefix }) => prefix === this.port.prefix)
    if (found === undefined) throw new Unclear(say('check.unclear.notListed'))
    return found
  }

  /** The cookie that Hubpass would set, with defaults if QRS does not tell the settings. */
  readonly cookie = once(async (): Promise<SessionCookie> => {
    const settings = (await ifClear(this.virtualProxy()))?.settings
    const { hub, prefix } = this.port
    return planSessionCookie({ hub, prefix, sessionId: this.sessionId, settings }).cookie
  })

  /**
   * Returns whether a page is open to the cookie of an exchange. It is not if everybody gets it:
   * where anonymous users are allowed, or where the sign-in has no address of its own.
   */
  async isOpenToSession({ answer, path }: Exchange): Promise<boolean> {
    const isHub = path === this.path('/hub/')
    if (answer.status >= 400 || (answer.status !== 200 && !isHub)) return false
    const { answer: ofStranger } = await this.recall(`${path} without a cookie`, () =>
      this.ask({ path, with: 'without a cookie' }),
    )
    if (answer.status === 200 && ofStranger.status !== 200) return true
    if (!isHub || isSamePage(answer, ofStranger)) return false
    return isSamePage(answer, (await this.ownHub()).answer)
  }

  /** Makes a session id, which no result shows. */
  makeSessionId(): string {
    const sessionId = this.port.makeSessionId()
    this.secrets.add(sessionId)
    return sessionId
  }

  /** Returns a path below the virtual proxy. */
  path(path: string, prefix = this.port.prefix): string {
    return `${withPrefix('', prefix)}${path}`
  }

  /** Sends a request to the front end, with the browser's User-Agent. */
  async ask({ with: words, sessionId, ...request }: Question): Promise<Exchange> {
    const { name } = await this.cookie()
    const headers = {
      'User-Agent': userAgent,
      Accept: 'text/html, application/json;q=0.9',
      ...(sessionId === undefined ? {} : { Cookie: `${name}=${sessionId}` }),
      ...request.headers,
    }
    const answer = await this.port.sendToHub({ ...request, headers })
    for (const token of readHeader(answer, 'qlik-csrf-token')) this.secrets.add(token)
    const asked = `${request.method ?? 'GET'} ${request.path}${words === undefined ? '' : ` ${words}`}`
    return { asked, path: request.path.replace(/\?.*/, ''), answer }
  }

  whoIs(sessionId: string | undefined, words: string): Promise<Exchange> {
    return this.ask({ path: this.path('/qps/user'), sessionId, with: words })
  }

  hub(sessionId: string | undefined, words: string): Promise<Exchange> {
    return this.ask({ path: this.path('/hub/'), sessionId, with: words })
  }

  /** The pages and answers of the session, as its browser gets them. */
  readonly ownHub = once(() => this.hub(this.sessionId, 'with the session'))
  /** The page that a hub leads to which redirects to a start page. */
  readonly ownHubPage = once(async () => {
    let page = await this.ownHub()
    for (let count = 0; count < maxRedirects; count += 1) {
      const target = findTarget(page, this.port.hub)
      if (target?.origin !== this.port.hub) return page
      const path = `${target.pathname}${target.search}`
      page = await this.ask({ path, sessionId: this.sessionId, with: 'with the session' })
    }
    return page
  })
  readonly ownUser = once(() => this.whoIs(this.sessionId, 'with the session'))
  /** Who `/qps/user` names without a cookie. */
  readonly nobody = once(() => this.whoIs(undefined, 'without a cookie'))
  /** Who `/qps/user` names for an id that no session ever had. */
  readonly stranger = once(async () => {
    const sessionId = this.makeSessionId()
    return { sessionId, user: await this.whoIs(sessionId, unknownId) }
  })
  readonly ownUserInfo = once(() =>
    this.ask({
      path: this.path('/api/hub/v1/user/info'),
      sessionId: this.sessionId,
      with: 'with the session',
    }),
  )
  hubWithoutSession(): Promise<Exchange> {
    const path = this.path('/hub/')
    return this.recall(`${path} without a cookie`, () => this.ask({ path, with: 'without a cookie' }))
  }

  /**
   * Returns when the session works. Throws {@link Unclear} otherwise: what another request is
   * refused then proves nothing.
   */
  readonly assertSignedIn = once(async () => {
    if (isSignedInAs(await this.ownUser(), this.port.user)) return
    throw new Unclear(say('check.unclear.notSignedIn'))
  })

  /** Gets the token of a session. Undefined before May 2024. */
  async fetchToken(sessionId: string): Promise<string | undefined> {
    const path = this.path('/qps/csrftoken')
    const { answer } = await this.ask({ path, sessionId })
    return answer.status < 300 ? readHeader(answer, 'qlik-csrf-token')[0] : undefined
  }

  readonly token = once(() => this.fetchToken(this.sessionId))

  async openSocket({ sessionId, token, origin = this.port.hub }: SocketQuestion): Promise<Socket> {
    const { hub, prefix, signal } = this.port
    const { name } = await this.cookie()
    this.port.countRequest()
    const socket = await openSocket({
      url: toEngineUrl(withPrefix(hub, prefix), token),
      ...{ origin, userAgent, handshakeMs, signal },
      cookie: sessionId === undefined ? undefined : `${name}=${sessionId}`,
      ...(await this.port.openSocketOptions()),
    })
    this.#sockets.push(socket)
    return socket
  }

  /** Closes the WebSockets that a check has left open. */
  closeSockets(): void {
    for (const socket of this.#sockets) socket.close()
  }

  /** A WebSocket of the session with everything right. It stays open until the session ends. */
  readonly ownSocket = once(async () =>
    this.openSocket({ sessionId: this.sessionId, token: await this.token() }),
  )
}
