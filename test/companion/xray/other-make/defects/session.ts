import { json, type Reply, redirect } from '../http.ts'
import type { Change, Parts } from '../other-make.ts'
import type { Session } from '../site.ts'
import { createForeign, type Defect } from './cookie.ts'

const headerOf = (reply: Reply, name: string, value: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, [name]: value },
})

/** Changes the answers below the virtual proxy. */
const onPath =
  (path: RegExp, change: (reply: Reply, id: string) => Reply): Change =>
  ({ frontEnd }) => {
    const answer = frontEnd.answerPath.bind(frontEnd)
    frontEnd.answerPath = (at, asked, proxy, session) => {
      const reply = answer(at, asked, proxy, session)
      return path.test(at) && session !== undefined ? change(reply, session.id) : reply
    }
  }

/** Keeps ended sessions for some requests. */
const keepEnded =
  (how: 'endByService' | 'endByLogout', path: RegExp): Change =>
  parts => {
    const { site, frontEnd, services } = parts
    const ended: Session[] = []
    const keep = (session: Session) => {
      ended.push(session)
      site.end(session)
    }
    if (how === 'endByService') services.endByService = keep
    else frontEnd.endByLogout = keep
    const find = frontEnd.findSession.bind(frontEnd)
    frontEnd.findSession = (asked, proxy) => {
      const id = frontEnd.readId(asked, proxy)
      const dead = ended.find(each => each.id === id && each.prefix === proxy.prefix)
      return dead !== undefined && path.test(asked.path) ? dead : find(asked, proxy)
    }
  }

const clearWith =
  (headers: Reply['headers']): Change =>
  ({ frontEnd }) => {
    frontEnd.clearCookie = () => headers
  }

const withTimeout =
  (minutes: number): Change =>
  ({ site }) => {
    for (const each of site.virtualProxies) each.sessionInactivityTimeout = minutes
    site.lifetimeMinutes = minutes * 2
  }

/** Sessions of one virtual proxy that open another. */
const opens =
  (from: string, at: string): Change =>
  ({ site, frontEnd }) => {
    const find = frontEnd.findSession.bind(frontEnd)
    frontEnd.findSession = (asked, proxy) => {
      const id = frontEnd.readId(asked, proxy)
      const other = site.sessions.find(each => each.id === id && each.prefix === from)
      return proxy.prefix === at && other !== undefined ? other : find(asked, proxy)
    }
  }

const evictOldest = (end: (site: Parts['site'], oldest: Session) => void): Change => {
  return ({ site, engine }) => {
    site.limit = 100
    const greet = engine.greet.bind(engine)
    engine.greet = (socket, asked, session) => {
      const open = site.sessions.filter(each => each.sockets.size > 0)
      const [oldest] = open
      if (open.length >= 5 && oldest !== undefined && session?.sockets.size === 0) end(site, oldest)
      greet(socket, asked, session)
    }
  }
}

export const sessionDefects: readonly Defect[] = [
  [
    'SC-09',
    'an id in the query as sid',
    ({ frontEnd }) => {
      const read = frontEnd.readId.bind(frontEnd)
      frontEnd.readId = (asked, proxy) => read(asked, proxy) ?? asked.query.get('sid') ?? undefined
    },
  ],
  [
    'SC-09',
    'an id in the query that becomes a cookie',
    ({ frontEnd }) => {
      const show = frontEnd.showHub.bind(frontEnd)
      frontEnd.showHub = (asked, proxy, session) => {
        const id = asked.query.get('sessionId')
        if (id === null) return show(asked, proxy, session)
        return headerOf(redirect('./', 302), 'set-cookie', `${proxy.sessionCookieHeaderName}=${id}; path=/`)
      }
    },
  ],
  [
    'SC-10',
    'the id in hexadecimal on the hub',
    onPath(/^\/hub/, (reply, id) => ({ ...reply, body: `<!--${Buffer.from(id).toString('hex')}-->` })),
  ],
  [
    'SC-10',
    'the id without hyphens in user info',
    onPath(/info$/, (reply, id) => headerOf(reply, 'x-trace', id.replaceAll('-', ''))),
  ],
  [
    'SC-10',
    'the id in the page of an error',
    onPath(/no-such/, (reply, id) => ({ ...reply, body: `session ${id} failed` })),
  ],
  [
    'SC-11',
    'a user without a cookie',
    ({ frontEnd, site }) => {
      const tell = frontEnd.tellUser.bind(frontEnd)
      frontEnd.tellUser = (asked, proxy, session) =>
        tell(asked, proxy, asked.cookies.length === 0 ? createForeign(site) : session)
    },
  ],
  [
    'SC-11',
    'anonymous users without the word inactive',
    ({ frontEnd }) => {
      const tell = frontEnd.tellUser.bind(frontEnd)
      frontEnd.tellUser = (asked, proxy, session) =>
        asked.cookies.length === 0
          ? json({ userDirectory: 'none', userId: 'anonymous-2' })
          : tell(asked, proxy, session)
    },
  ],
  [
    'SC-11',
    'nobody, although anonymous users are allowed',
    ({ services }) => {
      const list = services.listVirtualProxies.bind(services)
      services.listVirtualProxies = () => list().map(each => ({ ...each, anonymousAccessMode: 2 }))
    },
  ],
  ['SC-12', 'the hub after the logout', keepEnded('endByLogout', /\/hub\/$/)],
  ['SC-12', 'the WebSocket after the logout', keepEnded('endByLogout', /\/app\//)],
  [
    'SC-12',
    'the session in QPS after the logout',
    ({ frontEnd }) => {
      frontEnd.endByLogout = () => {}
      const find = frontEnd.findSession.bind(frontEnd)
      const loggedOut = new Set<string>()
      frontEnd.endByLogout = ({ id }) => void loggedOut.add(id)
      frontEnd.findSession = (asked, proxy) => {
        const found = find(asked, proxy)
        return found !== undefined && loggedOut.has(found.id) ? undefined : found
      }
    },
  ],
  ['SC-13', '/api/hub/about after the end', keepEnded('endByService', /about$/)],
  ['SC-13', 'the WebSocket after the end', keepEnded('endByService', /\/app\//)],
  ['SC-13', '/qps/user after the end', keepEnded('endByService', /\/qps\/user$/)],
  [
    'SC-14',
    'a silent WebSocket that stays open',
    ({ site, services }) => {
      services.endByService = session => {
        session.sockets.clear()
        site.end(session)
      }
    },
  ],
  [
    'SC-14',
    'a WebSocket that says something else',
    ({ site, services, engine }) => {
      const introduce = engine.introduce.bind(engine)
      let sayNow = (_method: string) => {}
      engine.introduce = (say, session, asked) => {
        sayNow = say
        introduce(say, session, asked)
      }
      services.endByService = session => {
        session.sockets.clear()
        sayNow('OnSomethingElse')
        site.end(session)
      }
    },
  ],
  [
    'SC-15',
    'a cleared cookie of another path',
    clearWith({ 'set-cookie': 'sid.finance=; Path=/finance; Max-Age=0' }),
  ],
  ['SC-15', 'Clear-Site-Data without quotation marks', clearWith({ 'clear-site-data': 'cookies' })],
  ['SC-15', 'another cookie', clearWith({ 'set-cookie': 'sid.hr=; Path=/; Max-Age=0' })],
  [
    'SC-15',
    'a cookie that lives on',
    clearWith({ 'set-cookie': 'sid.finance=gone; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT' }),
  ],
  [
    'SC-16',
    'idle sessions that live twice as long',
    ({ site }) => {
      site.isExpired = ({ createdAt }) => site.now - createdAt > 40 * 60_000
    },
  ],
  [
    'SC-16',
    'sessions that end too early',
    ({ site }) => {
      site.lifetimeMinutes = 10
    },
  ],
  [
    'SC-17',
    'used sessions that never end',
    ({ site }) => {
      site.lifetimeMinutes = Number.POSITIVE_INFINITY
    },
  ],
  [
    'SC-17',
    'used sessions that end after four timeouts',
    ({ site }) => {
      site.lifetimeMinutes = 80
    },
  ],
  ['SC-18', 'a timeout of 31 minutes', withTimeout(31)],
  ['SC-18', 'a timeout of eight hours', withTimeout(480)],
  [
    'SC-19',
    'a limit of ten',
    ({ site }) => {
      site.limit = 10
    },
  ],
  ['SC-19', 'a sixth session that ends the first', evictOldest((site, oldest) => site.end(oldest))],
  [
    'SC-19',
    'a sixth session that cuts the WebSocket of the first',
    evictOldest((_, oldest) => {
      for (const socket of oldest.sockets) socket.end('OnSessionClosed')
    }),
  ],
  ['SC-20', 'finance opens hr', opens('finance', 'hr')],
  ['SC-20', 'the default one opens finance', opens('', 'finance')],
  [
    'SC-21',
    'a node that shares sessions',
    ({ site, frontEnd }) => {
      frontEnd.findAtOtherNode = (asked, proxy) => frontEnd.findSession(asked, proxy)
      void site
    },
  ],
  [
    'SC-21',
    'a node that answers with other names',
    ({ frontEnd }) => {
      const answer = frontEnd.answer.bind(frontEnd)
      frontEnd.answer = (asked, node) =>
        node === 'node' ? json({ UserDirectory: 'corp', UserId: 'maria' }) : answer(asked, node)
    },
  ],
  ['SC-22', 'each of two cookies', tryEach(ids => ids)],
  ['SC-22', 'each of two cookies, from the last', tryEach(ids => ids.toReversed())],
]

function tryEach(order: (ids: string[]) => string[]): Change {
  return ({ site, frontEnd }) => {
    frontEnd.findSession = (asked, proxy) => {
      const ids = asked.cookies.flatMap(([name, id]) => (name === proxy.sessionCookieHeaderName ? [id] : []))
      return order(ids).flatMap(id => site.find(id, proxy, asked.header('user-agent')) ?? [])[0]
    }
  }
}
