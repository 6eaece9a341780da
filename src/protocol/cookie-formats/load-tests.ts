import {
  type CookieFormat,
  jsonFormat,
  type PortableSession,
  toPair,
  withSameSite,
  withWiderDomain,
} from './format.ts'
import { formatLine } from './text.ts'

/** Writes one row per session: id and directory of the user, the pair that is sent, the session id. */
const writeCsv =
  (separator: ',' | ';') =>
  (sessions: readonly PortableSession[]): string =>
    [['user', 'directory', 'cookie', 'sid'], ...sessions.map(toRow)]
      .map(row => `${row.map(quoteCell).join(separator)}\n`)
      .join('')

const toRow = ({ cookie, user }: PortableSession): string[] => [
  user.userId,
  user.userDirectory,
  toPair(cookie),
  cookie.value,
]

const quoteCell = (text: string): string => (/[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const csvFormat = (label: string, separator: ',' | ';'): CookieFormat => {
  const write = writeCsv(separator)
  return {
    label,
    extension: 'csv',
    write: session => write([session]),
    many: { extension: 'csv', write },
  }
}

/** A file of the Cookie Manager, whose cookies all threads share. Several sessions are a CSV Data Set. */
export const jmeter: CookieFormat = {
  label: 'JMeter',
  extension: 'txt',
  // JMeter takes the "#HttpOnly_" of Netscape files for a comment.
  write: ({ cookie }) => formatLine(cookie, true),
  many: { extension: 'csv', write: writeCsv(',') },
  findObstacle: ({ cookie }) =>
    /\$\{/.test(cookie.value) ? 'JMeter replaces the variable in its id' : undefined,
}

/** Rows for `--csv-file-path`. Bruno reads no cookie file. */
export const bruno: CookieFormat = {
  ...csvFormat('Bruno', ','),
  findObstacle: ({ cookie }) =>
    cookie.value.includes('{{') ? 'Bruno replaces the variable in its id' : undefined,
}

export const locust = csvFormat('Locust', ';')

/**
 * The arguments of `jar.set` and of the browser's `addCookies`, and headers for a WebSocket. The two
 * kinds of cookies spell HttpOnly and the expiry differently.
 */
export const k6 = jsonFormat('k6', ({ cookie, hub }) => {
  const { name, value, domain, path, secure, httpOnly } = cookie
  return {
    url: `${hub}/`,
    name,
    value,
    jar: { ...withWiderDomain(cookie), path, secure, http_only: httpOnly },
    browser: [{ name, value, domain, path, expires: -1, secure, httpOnly, ...withSameSite(cookie) }],
    headers: { Cookie: toPair(cookie), Origin: hub },
  }
})
