import { randomBytes, randomUUID } from 'node:crypto'
import { createForeign } from './defects/cookie.ts'
import { onOrigin, onPlain, withHeaders, withRelease } from './defects/front-end.ts'
import { json, type Reply, redirect, text } from './http.ts'
import type { Change } from './other-make.ts'

/** A way to be right, and the checks that it leaves undecided. */
export type Variant = readonly [what: string, change: Change, ...undecided: (readonly string[])[]]

/** What `/qps/user` says to those who have no session. */
const toNobody =
  (reply: () => Reply): Change =>
  ({ frontEnd }) => {
    frontEnd.tellNobody = reply
  }

const withSignIn =
  (reply: (path: string) => Reply): Change =>
  ({ frontEnd }) => {
    frontEnd.askToSignIn = reply
  }

const withIds =
  (make: () => string): Change =>
  ({ frontEnd }) => {
    frontEnd.chooseId = make
  }

const toForeignHost =
  (reply: () => Reply): Change =>
  ({ frontEnd }) => {
    const answer = frontEnd.answer.bind(frontEnd)
    frontEnd.answer = (asked, node) =>
      asked.header('host')?.includes('other.invalid') === true ? reply() : answer(asked, node)
  }

const withLogout =
  (status: number, headers: Reply['headers']): Change =>
  ({ frontEnd }) => {
    const logOut = frontEnd.logOut.bind(frontEnd)
    frontEnd.logOut = (asked, proxy, session) => {
      const reply = logOut(asked, proxy, session)
      return reply.status === 200 ? { status, headers, body: '' } : reply
    }
  }

/** QRS says so about the checked virtual proxy. */
const inQrs =
  (changes: Record<string, unknown>): Change =>
  ({ services }) => {
    const list = services.listVirtualProxies.bind(services)
    services.listVirtualProxies = () => list().map(each => ({ ...each, ...changes }))
  }

const ofQrs = ['SC-04', 'SC-05', 'SC-11', 'SC-16', 'SC-17', 'SC-18', 'SC-20', 'SC-21', 'SC-37']

export const variants: readonly Variant[] = [
  ['nobody gets 401 at /qps/user', toNobody(() => text(401, 'who?'))],
  ['nobody gets 403 at /qps/user', toNobody(() => text(403, 'no'))],
  ['nobody is led to the sign-in at /qps/user', toNobody(() => redirect('/login/', 307))],
  ['nobody gets an address of the sign-in only', toNobody(() => json({ loginUri: '' }))],
  [
    'the sign-in is the page of the hub',
    withSignIn(() => text(200, `sign in ${randomBytes(20).toString('hex')}`)),
  ],
  [
    'the sign-in is a redirect for good',
    withSignIn(path => redirect(`https://localhost/login/?from=${path}`, 301)),
  ],
  [
    'APIs refuse with 403',
    withSignIn(path => (path.startsWith('/api/') ? text(403, 'no') : redirect('/login', 308))),
  ],
  [
    'the hub leads to a start page',
    ({ frontEnd }) => {
      const answer = frontEnd.answerPath.bind(frontEnd)
      frontEnd.answerPath = (path, asked, proxy, session) => {
        if (path === '/hub/' && session !== undefined && !asked.query.has('qlikTicket'))
          return redirect('my/work', 302)
        return path === '/hub/my/work' && session !== undefined
          ? text(200, 'work')
          : answer(path, asked, proxy, session)
      }
    },
  ],
  [
    'another address takes the ticket',
    ({ frontEnd }) => {
      const show = frontEnd.showHub.bind(frontEnd)
      frontEnd.showHub = (asked, proxy, session) =>
        asked.query.has('qlikTicket') && asked.path.endsWith('/')
          ? redirect(`${asked.path.slice(0, -1)}?${asked.query}`, 301)
          : show(asked, proxy, session)
    },
  ],
  [
    'a logout needs the origin of the hub',
    ({ site, frontEnd }) => {
      frontEnd.mayLogOut = ({ header }) => header('origin') === `https://localhost:${site.ports.hub}`
    },
  ],
  [
    'a line that clears an older cookie comes first',
    ({ frontEnd }) => {
      const make = frontEnd.makeCookies.bind(frontEnd)
      frontEnd.makeCookies = (session, proxy) => [
        `${proxy.sessionCookieHeaderName}=; Max-Age=0; Path=/old`,
        ...make(session, proxy),
      ]
    },
  ],
  ['ids are GUIDs in braces', withIds(() => `{${randomUUID().toUpperCase()}}`)],
  ['ids are 27 bytes in base64url', withIds(() => randomBytes(27).toString('base64url'))],
  ['ids are 20 bytes in hexadecimal', withIds(() => randomBytes(20).toString('hex'))],
  [
    'ids are GUIDs without a version',
    withIds(() =>
      randomBytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ),
  ],
  ['every origin without credentials', onOrigin(() => ({ 'access-control-allow-origin': '*' }))],
  [
    'the origin repeated without credentials',
    onOrigin(origin => ({ 'access-control-allow-origin': origin, vary: 'origin' })),
  ],
  [
    'a fixed origin with credentials',
    onOrigin(() => ({
      'access-control-allow-origin': 'https://mashup.test',
      'access-control-allow-credentials': 'true',
    })),
  ],
  ['no-cache and private', withHeaders({ 'cache-control': 'no-cache="x", private, no-cache' })],
  ['only no-store', withHeaders({ 'cache-control': 'no-store' })],
  [
    'HSTS with quotation marks',
    withHeaders({ 'strict-transport-security': 'preload;max-age="31536000" ; includeSubDomains' }),
  ],
  [
    'frame-ancestors in the second policy',
    withHeaders({
      'x-frame-options': undefined,
      'content-security-policy': "default-src 'self', FRAME-ANCESTORS 'none'",
    }),
  ],
  [
    'frames of a mashup',
    withHeaders({ 'content-security-policy': "frame-ancestors 'self' https://mashup.test" }),
  ],
  ['plain http refused', onPlain(() => text(403, 'https, please'))],
  [
    'plain http with a cookie of its own',
    onPlain((_, https) => ({
      ...redirect(https, 301),
      headers: { location: https, 'set-cookie': 'balancer=1; path=/' },
    })),
  ],
  ['a foreign host gets 400', toForeignHost(() => text(400, 'The http request header is incorrect'))],
  ['a foreign host gets 404', toForeignHost(() => text(404, 'nothing'))],
  ['a foreign host is led home', toForeignHost(() => redirect('https://localhost/finance/hub/', 301))],
  [
    'a logout leads to the sign-in',
    withLogout(303, { location: '/login/', 'set-cookie': ['a=1', 'sid.finance=""; path=/; max-age=0'] }),
  ],
  ['a logout clears all cookies', withLogout(204, { 'clear-site-data': '"cache", "cookies"' })],
  ['a logout clears everything', withLogout(200, { 'clear-site-data': '"*"' })],
  [
    'the cookie has the domain of the settings',
    ({ site }) => {
      site.own.sessionCookieDomain = 'localhost'
    },
  ],
  [
    'SameSite is Lax',
    ({ site }) => {
      site.own.sameSiteAttributeHttps = 2
    },
  ],
  [
    'SameSite is None with Secure',
    ({ site }) => {
      site.own.sameSiteAttributeHttps = 1
    },
  ],
  [
    'anonymous users are allowed',
    ({ site, frontEnd, engine }) => {
      site.own.anonymousAccessMode = 1
      const show = frontEnd.showHub.bind(frontEnd)
      frontEnd.showHub = (asked, proxy, session) => show(asked, proxy, session ?? createForeign(site))
      engine.greetStranger = say => {
        say('OnAuthenticationInformation', {
          mustAuthenticate: false,
          userDirectory: 'NONE',
          userId: 'anonymous-1',
        })
        say('OnConnected', { qSessionState: 'SESSION_CREATED' })
      }
    },
  ],
  [
    'WebSockets say nothing to strangers',
    ({ engine }) => {
      engine.greetStranger = () => {}
    },
    ['SC-28'],
  ],
  [
    'QPS refuses in the handshake',
    ({ backEnd }) => {
      backEnd.rejectUnauthorized = true
    },
  ],
  ['the release is the first without a hole', withRelease('August 2023 Patch 2')],
  ['the release is written in another way', withRelease('Qlik Sense May 2026 (Patch 1)')],
  ['the release is not told', withRelease('next'), ['SC-40']],
  [
    'QRS is closed',
    ({ site, services }) => {
      services.answerQrs = () => text(403, 'closed')
      site.own.sessionCookieHeaderName = 'X-Qlik-Session-finance'
    },
    ofQrs,
  ],
  [
    'QRS has null for what it does not know',
    inQrs({
      sameSiteAttributeHttps: null,
      hasSecureAttributeHttps: null,
      sessionInactivityTimeout: null,
      anonymousAccessMode: null,
      extendedSecurityEnvironment: null,
    }),
    ['SC-11', 'SC-16', 'SC-17', 'SC-18', 'SC-37'],
  ],
  [
    'the hub has another name than its node',
    ({ services }) => {
      services.listProxyServices = () =>
        [services.nodePort(), services.hubPort()].map(listenPort => ({
          serverNodeConfiguration: { name: 'n', hostName: '127.0.0.1' },
          settings: { listenPort, virtualProxies: services.listVirtualProxies().map(({ id }) => ({ id })) },
        }))
    },
  ],
  [
    'a balancer keeps the sessions of one node',
    ({ services }) => {
      services.listProxyServices = () => [
        {
          serverNodeConfiguration: { hostName: '127.0.0.1' },
          settings: {
            listenPort: services.hubPort(),
            virtualProxies: services.listVirtualProxies().map(({ id }) => ({ id })),
          },
        },
      ]
    },
    ['SC-21'],
  ],
]
