import {
  getSiteCertificates,
  issueServer,
} from '../../../../doubles/qlik-sense/certificates/site-certificates.ts'
import { type Asked, json, type Reply, redirect, text } from '../http.ts'
import type { Change } from '../other-make.ts'
import type { VirtualProxy } from '../site.ts'
import { createForeign, type Defect } from './cookie.ts'

/** Changes the headers of answers. A header without a value is not sent. */
const withHeaders =
  (headers: Record<string, string | undefined>, path = /./): Change =>
  ({ frontEnd }) => {
    const decorate = frontEnd.decorate.bind(frontEnd)
    frontEnd.decorate = (reply, asked, proxy) => {
      const decorated = decorate(reply, asked, proxy)
      if (!path.test(asked.path)) return decorated
      const kept = Object.entries(decorated.headers).filter(([name]) => !(name.toLowerCase() in headers))
      const added = Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      return { ...decorated, headers: Object.fromEntries([...kept, ...added]) }
    }
  }

const onOrigin =
  (headers: (origin: string) => Record<string, string>, path = /./): Change =>
  ({ frontEnd }) => {
    const decorate = frontEnd.decorate.bind(frontEnd)
    frontEnd.decorate = (reply, asked, proxy) => {
      const decorated = decorate(reply, asked, proxy)
      const origin = asked.header('origin')
      return origin === undefined || !path.test(asked.path)
        ? decorated
        : { ...decorated, headers: { ...decorated.headers, ...headers(origin) } }
    }
  }

const onPlain =
  (answer: (asked: Asked, https: string, proxy: VirtualProxy) => Reply | undefined): Change =>
  ({ site, frontEnd }) => {
    const redirectPlain = frontEnd.answerPlain.bind(frontEnd)
    frontEnd.answerPlain = asked =>
      answer(asked, `https://localhost:${site.ports.hub}${asked.path}`, site.own) ?? redirectPlain(asked)
  }

const asForeign =
  (change: (reply: Reply, asked: Asked) => Reply): Change =>
  ({ frontEnd }) => {
    const answer = frontEnd.answer.bind(frontEnd)
    frontEnd.answer = (asked, node) => {
      const reply = answer(asked, node)
      return asked.header('host')?.includes('other.invalid') === true ? change(reply, asked) : reply
    }
  }

const withRelease =
  (label: string): Change =>
  ({ site }) => {
    site.releaseLabel = label
  }

const withKeyRule =
  (accepts: (key: string | null, header: string | undefined) => boolean, status = 200): Change =>
  ({ frontEnd }) => {
    frontEnd.tellRepository = ({ query, header }) =>
      accepts(query.get('xrfkey'), header('x-qlik-xrfkey'))
        ? json({ buildVersion: '1' }, status)
        : text(403, 'no')
  }

const credentials = { 'access-control-allow-credentials': 'true' }

export const frontEndDefects: readonly Defect[] = [
  [
    'SC-23',
    'unequal keys',
    withKeyRule((key, header) =>
      key === null || header === undefined ? false : key.length === header.length,
    ),
  ],
  ['SC-23', 'no key', withKeyRule((key, header) => (key ?? '') === (header ?? ''))],
  [
    'SC-24',
    'a logout with nothing',
    ({ frontEnd }) => {
      frontEnd.mayLogOut = () => true
    },
  ],
  [
    'SC-24',
    'a refused logout that ends the session',
    ({ frontEnd, site }) => {
      const logOut = frontEnd.logOut.bind(frontEnd)
      frontEnd.logOut = (asked, proxy, session) => {
        const reply = logOut(asked, proxy, session)
        if (reply.status === 401 && session !== undefined) site.end(session)
        return reply
      }
    },
  ],
  ['SC-30', 'pages over plain http', onPlain(() => json({ session: 'inactive' }))],
  ['SC-30', 'a redirect that stays on plain http', onPlain(() => redirect('/login/', 301))],
  ['SC-30', 'a redirect for once', onPlain((_, https) => redirect(https, 302))],
  [
    'SC-30',
    'a redirect that sets the cookie',
    onPlain((_, https, proxy) => {
      const reply = redirect(https, 301)
      return {
        ...reply,
        headers: { ...reply.headers, 'set-cookie': `${proxy.sessionCookieHeaderName}-HTTP=abcdef; path=/` },
      }
    }),
  ],
  [
    'SC-30',
    'the cookie over plain http',
    onPlain(({ cookies }) =>
      cookies.length > 0 ? json({ userDirectory: 'CORP', userId: 'Maria' }) : undefined,
    ),
  ],
  ['SC-31', 'no HSTS at /qps/user', withHeaders({ 'strict-transport-security': undefined }, /qps\/user$/)],
  [
    'SC-31',
    'one second too little',
    withHeaders({ 'strict-transport-security': 'includeSubDomains; max-age=31535999' }),
  ],
  [
    'SC-31',
    'another directive with the name',
    withHeaders({ 'strict-transport-security': 'x-max-age=63072000; max-age=0' }),
  ],
  [
    'SC-31',
    'two headers, the first weak',
    withHeaders({ 'strict-transport-security': 'max-age=0, max-age=63072000' }, /hub/),
  ],
  ['SC-32', 'private', withHeaders({ 'cache-control': 'private, max-age=0, must-revalidate' }, /info$/)],
  ['SC-32', 'public', withHeaders({ 'cache-control': 'public, max-age=600' }, /hub\/$/)],
  ['SC-32', 'a word that is no directive', withHeaders({ 'cache-control': 'x-no-store' })],
  ['SC-32', 'nothing', withHeaders({ 'cache-control': undefined }, /user$/)],
  [
    'SC-33',
    'the origin repeated in user info',
    onOrigin(origin => ({ 'ACCESS-control-allow-origin': origin, ...credentials }), /info$/),
  ],
  ['SC-33', 'the origin null', onOrigin(() => ({ 'access-control-allow-origin': 'null', ...credentials }))],
  [
    'SC-33',
    'the origin repeated at /qps/user',
    onOrigin(
      origin => ({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'TRUE' }),
      /qps\/user$/,
    ),
  ],
  [
    'SC-34',
    'frames of one site by an obsolete word',
    withHeaders({ 'x-frame-options': 'ALLOW-FROM https://a.test' }),
  ],
  [
    'SC-34',
    'frames of every https site',
    withHeaders({ 'content-security-policy': 'default-src *; frame-ancestors https://*:*' }),
  ],
  ['SC-34', 'a policy that browsers do not know', withHeaders({ 'referrer-policy': 'never' })],
  ['SC-34', 'another word than nosniff', withHeaders({ 'x-content-type-options': 'nosniffing' })],
  [
    'SC-34',
    'frame-ancestors in a report address',
    withHeaders({ 'x-frame-options': undefined, 'content-security-policy': 'report-uri /frame-ancestors' }),
  ],
  [
    'SC-35',
    'any name',
    ({ frontEnd }) => {
      frontEnd.acceptsHost = () => true
    },
  ],
  ['SC-35', 'a redirect on the foreign name', asForeign(() => redirect('/login/', 302))],
  [
    'SC-35',
    'the foreign name in a header',
    asForeign(reply => ({
      ...reply,
      headers: { ...reply.headers, link: '<https://OTHER.invalid/>; rel=canonical' },
    })),
  ],
  [
    'SC-35',
    'a listed name refused',
    ({ site, frontEnd }) => {
      site.own.websocketCrossOriginWhiteList = ['localhost', 'alias.test']
      frontEnd.acceptsHost = ({ header }) => header('host')?.startsWith('localhost') === true
    },
  ],
  [
    'SC-36',
    'an address of the sign-in',
    ({ frontEnd }) => {
      const tell = frontEnd.tellUser.bind(frontEnd)
      frontEnd.tellUser = (asked, proxy, session) =>
        asked.query.has('targetUri')
          ? json({ session: 'inactive', LoginUri: '\u002flogin' })
          : tell(asked, proxy, session)
    },
  ],
  [
    'SC-36',
    'a redirect',
    ({ frontEnd }) => {
      const tell = frontEnd.tellUser.bind(frontEnd)
      frontEnd.tellUser = (asked, proxy, session) => {
        const target = asked.query.get('targetUri')
        return target === null ? tell(asked, proxy, session) : redirect(target, 303)
      }
    },
  ],
  [
    'SC-37',
    'every browser',
    ({ site }) => {
      const find = site.find.bind(site)
      site.find = (id, proxy) => find(id, proxy)
    },
  ],
  [
    'SC-37',
    'one other browser',
    ({ site }) => {
      const find = site.find.bind(site)
      site.find = (id, proxy, agent) =>
        find(id, proxy, agent?.includes('Firefox') === true ? undefined : agent)
    },
  ],
  [
    'SC-38',
    'QPS without a certificate',
    ({ services }) => {
      services.isTrusted = () => true
    },
  ],
  [
    'SC-38',
    'QPS without a key',
    ({ services }) => {
      services.hasKey = () => true
    },
  ],
  [
    'SC-39',
    'TLS 1.1 beside newer versions',
    ({ tls }) => {
      tls.minVersion = 'TLSv1.1'
      tls.ciphers = 'DEFAULT@SECLEVEL=0'
    },
  ],
  ['SC-39', 'a certificate for five more days', withCertificate(['localhost'], 5)],
  ['SC-39', 'a certificate of another name', withCertificate(['elsewhere.test'], 500)],
  ['SC-40', 'August 2023 Patch 1', withRelease('August 2023 Patch 1')],
  ['SC-40', 'a patch that undoes only the first hole', withRelease('May 2023 Patch 5')],
  ['SC-40', 'another way to write it', withRelease('Qlik Sense November 2022 - Patch 11')],
  ['SC-40', 'an old release', withRelease('February 2021 SR2')],
]

function withCertificate(hosts: string[], toDay: number): Change {
  return async ({ tls }) => {
    const { authority, serverKeys } = await getSiteCertificates(['localhost', '127.0.0.1'])
    const { certificate, key } = await issueServer(authority, serverKeys, hosts, { toDay })
    Object.assign(tls, { cert: certificate, key })
  }
}

export { createForeign, onOrigin, onPlain, withHeaders, withRelease }
