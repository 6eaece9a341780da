import { createHash, randomBytes } from 'node:crypto'
import type { Change, Parts } from '../other-make.ts'
import type { Session } from '../site.ts'

/** A weakness of a server of another make, and the one check that finds it. */
export type Defect = readonly [check: string, what: string, change: Change]

/** Rewrites the cookie of a ticket. */
const rewrite =
  (change: (line: string) => string | string[]): Change =>
  ({ frontEnd }) => {
    const make = frontEnd.makeCookies.bind(frontEnd)
    frontEnd.makeCookies = (session, proxy) => make(session, proxy).flatMap(change)
  }

const withIds =
  (make: (at: number) => string): Change =>
  ({ frontEnd }) => {
    let at = 4_000
    frontEnd.chooseId = () => {
      at += 1
      return make(at)
    }
  }

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** Knows which ids ever had a session. */
export function followIds({ site }: Parts): Set<string> {
  const known = new Set<string>()
  const create = site.create.bind(site)
  site.create = session => {
    known.add(session.id)
    return create(session)
  }
  return known
}

export const createForeign = (site: Parts['site'], prefix = 'finance'): Session => ({
  ...{ id: 'foreign', prefix, userDirectory: 'OTHER', userId: 'root', attributes: [] },
  ...{ createdAt: site.now, usedAt: site.now, agent: undefined, sockets: new Set() },
})

export const cookieDefects: readonly Defect[] = [
  ['SC-01', 'no HttpOnly', rewrite(line => line.replace(';httponly', ''))],
  ['SC-01', 'a path', rewrite(line => line.replace('PATH=/', 'PATH=/finance'))],
  ['SC-01', 'no path', rewrite(line => line.replace(' ;PATH=/', ''))],
  [
    'SC-01',
    'no Secure, as the settings say',
    ({ site }) => {
      site.own.hasSecureAttributeHttps = false
    },
  ],
  ['SC-01', 'a second line without HttpOnly', rewrite(line => [line.replace('httponly', 'x'), line])],
  [
    'SC-02',
    'no SameSite, as the settings say',
    ({ site }) => {
      site.own.sameSiteAttributeHttps = 0
    },
  ],
  ['SC-02', 'two lines with different SameSite', rewrite(line => [line.replace('strict', 'Lax'), line])],
  ['SC-02', 'an empty SameSite first', rewrite(line => line.replace(' ;samesite', ';SameSite;samesite'))],
  ['SC-03', 'Expires', rewrite(line => `${line}; EXPIRES = Fri, 01 Jan 2100 00:00:00 GMT`)],
  ['SC-03', 'Max-Age in one of two lines', rewrite(line => [`${line};max-age=60`, line])],
  ['SC-04', 'another name than QRS says', rewrite(line => line.replace('sid.finance', 'sid.other'))],
  [
    'SC-04',
    'no Domain, which QRS has',
    ({ site, frontEnd }) => {
      site.own.sessionCookieDomain = 'company.test'
      const make = frontEnd.makeCookies.bind(frontEnd)
      frontEnd.makeCookies = (session, proxy) => make(session, { ...proxy, sessionCookieDomain: '' })
    },
  ],
  [
    'SC-05',
    'the name of its neighbor',
    ({ site }) => {
      for (const each of site.virtualProxies)
        if (each.prefix === 'hr') each.sessionCookieHeaderName = 'sid.finance'
    },
  ],
  [
    'SC-05',
    'the default name of another one',
    ({ site }) => {
      for (const each of site.virtualProxies) {
        if (each.prefix === 'hr') each.sessionCookieHeaderName = ''
        if (each.prefix === '') each.sessionCookieHeaderName = 'X-Qlik-Session-hr'
      }
    },
  ],
  ['SC-06', 'ids with a common beginning', withIds(() => `node7-${hex(16)}`)],
  ['SC-06', 'ids that end with a counter', withIds(at => `${hex(16)}${at.toString(16).padStart(4, '0')}`)],
  ['SC-06', 'ids from the time', withIds(() => `${Date.now()}${hex(14)}`)],
  ['SC-06', 'ids of 64 bits', withIds(() => hex(8))],
  [
    'SC-06',
    'ids of 21 small letters and digits',
    withIds(() => makeText('abcdefghijklmnopqrstuvwxyz0123456789', 21)),
  ],
  [
    'SC-06',
    'GUIDs from names',
    withIds(at =>
      createHash('sha1')
        .update(String(at))
        .digest('hex')
        .slice(0, 32)
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-5$3-8$4-$5'),
    ),
  ],
  [
    'SC-07',
    'unknown ids on the WebSocket',
    parts => {
      const known = followIds(parts)
      const find = parts.frontEnd.findSession.bind(parts.frontEnd)
      parts.frontEnd.findSession = (asked, proxy) => {
        const id = parts.frontEnd.readId(asked, proxy)
        const isUnknown = id !== undefined && !known.has(id) && asked.path.includes('/app/')
        return isUnknown ? createForeign(parts.site) : find(asked, proxy)
      }
    },
  ],
  [
    'SC-07',
    'unknown ids on the hub',
    parts => {
      const known = followIds(parts)
      const show = parts.frontEnd.showHub.bind(parts.frontEnd)
      parts.frontEnd.showHub = (asked, proxy, session) => {
        const id = parts.frontEnd.readId(asked, proxy)
        const isUnknown = id !== undefined && !known.has(id) && !asked.query.has('qlikTicket')
        return show(asked, proxy, isUnknown ? createForeign(parts.site) : session)
      }
    },
  ],
  [
    'SC-07',
    'unknown ids as the last user',
    parts => {
      const known = followIds(parts)
      const find = parts.frontEnd.findSession.bind(parts.frontEnd)
      parts.frontEnd.findSession = (asked, proxy) => {
        const id = parts.frontEnd.readId(asked, proxy)
        const last = parts.site.sessions.findLast(each => each.prefix === proxy.prefix)
        return id === undefined || known.has(id) ? find(asked, proxy) : last
      }
    },
  ],
  [
    'SC-08',
    'the planted id',
    ({ frontEnd, site }) => {
      frontEnd.chooseId = (asked, proxy) => frontEnd.readId(asked, proxy) ?? site.makeId()
    },
  ],
  [
    'SC-08',
    'the planted id beside a new one',
    ({ frontEnd, site }) => {
      frontEnd.chooseId = (asked, proxy) => {
        const planted = frontEnd.readId(asked, proxy)
        if (planted !== undefined) site.create({ ...createForeign(site), id: planted })
        return site.makeId()
      }
    },
  ],
]

const makeText = (alphabet: string, length: number): string =>
  Array.from(randomBytes(length), byte => alphabet[byte % alphabet.length]).join('')
