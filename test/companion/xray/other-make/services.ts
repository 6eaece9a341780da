import type { TLSSocket } from 'node:tls'
import { type Asked, json, type Reply, text } from './http.ts'
import type { OtherSite, Session } from './site.ts'

/** QPS and QRS of another make. Its names are in camelCase, with more keys than anybody reads. */
export class OtherServices {
  constructor(private readonly site: OtherSite) {}

  answerQps(asked: Asked, socket: TLSSocket): Reply {
    const refusal = this.refuse(asked, socket)
    if (refusal !== undefined) return refusal
    const [, , ...parts] = asked.path.split('/').map(decodeURIComponent)
    const prefix = this.site.virtualProxies.some(each => each.prefix === parts[0])
      ? (parts.shift() ?? '')
      : ''
    const [kind, first = '', second = ''] = parts
    if (kind === 'alive') return json({ value: true, more: 1 })
    if (kind === 'ticket') return this.makeTicket(prefix, asked.body)
    if (kind === 'session' && asked.method === 'POST') return this.makeSession(prefix, asked.body)
    if (kind === 'session') return this.oneSession(asked.method, prefix, first)
    if (kind === 'user')
      return json(this.site.sessions.filter(each => isOf(each, prefix, first, second)).map(toWire))
    return text(404, 'nothing here')
  }

  refuse(asked: Asked, socket: TLSSocket): Reply | undefined {
    if (!this.isTrusted(socket)) return text(401, 'a certificate, please')
    return this.hasKey(asked) ? undefined : text(400, 'no key')
  }

  isTrusted(socket: TLSSocket): boolean {
    return socket.authorized
  }

  hasKey({ query, header }: Asked): boolean {
    const key = query.get('xrfkey')
    return key !== null && key === header('x-qlik-xrfkey')
  }

  makeTicket(prefix: string, body: string): Reply {
    const { UserDirectory: userDirectory, UserId: userId, Attributes: attributes } = JSON.parse(body)
    const ticket = this.site.makeId().slice(0, 16)
    this.site.tickets.set(ticket, {
      ...{ prefix, userDirectory, userId, attributes, createdAt: this.site.now, usedAt: this.site.now },
      ...{ agent: undefined, sockets: new Set() },
    })
    return json({ userDirectory, userId, attributes, ticket, targetUri: null, issuedBy: 'other' }, 200)
  }

  makeSession(prefix: string, body: string): Reply {
    const {
      UserDirectory: userDirectory,
      UserId: userId,
      Attributes: attributes,
      SessionId: id,
    } = JSON.parse(body)
    return json(toWire(this.site.create({ id, prefix, userDirectory, userId, attributes })), 200)
  }

  oneSession(method: string, prefix: string, id: string): Reply {
    const found = this.site.sessions.find(each => each.id === id && each.prefix === prefix)
    if (found === undefined) return text(404, 'no such session')
    if (method === 'DELETE') this.endByService(found)
    return json({ session: toWire(found) })
  }

  endByService(session: Session): void {
    this.site.end(session)
  }

  answerQrs(asked: Asked, socket: TLSSocket): Reply {
    const refusal = socket.authorized && this.hasKey(asked) ? undefined : text(403, 'not for you')
    if (refusal !== undefined) return refusal
    if (asked.path === '/qrs/virtualproxyconfig/full') return json(this.listVirtualProxies())
    if (asked.path === '/qrs/proxyservice/full') return json(this.listProxyServices())
    return text(404, 'nothing here')
  }

  listVirtualProxies(): Record<string, unknown>[] {
    return this.site.virtualProxies.map(({ headers: _, ...rest }) => ({
      extra: [{}],
      ...rest,
      futureField: 7,
    }))
  }

  hubPort(): number {
    return this.site.ports.hub
  }

  nodePort(): number {
    return this.site.ports.node
  }

  listProxyServices(): unknown[] {
    const { hub, node, plain } = this.site.ports
    const create = (name: string, listenPort: number) => ({
      serverNodeConfiguration: { name, hostName: 'LOCALHOST', extra: true },
      settings: {
        ...{ listenPort, allowHttp: plain > 0, unencryptedListenPort: plain },
        virtualProxies: this.site.virtualProxies.map(({ id, prefix }) => ({ id, prefix, extra: 1 })),
      },
    })
    return [create('second', node), create('first', hub)]
  }
}

const isOf = (session: Session, prefix: string, directory: string, id: string): boolean =>
  session.prefix === prefix && session.userDirectory === directory && session.userId === id

const toWire = ({ id, userDirectory, userId, attributes }: Session) => ({
  ...{ sessionId: id, userDirectory, userId, attributes, newUser: false, node: 'first' },
})
