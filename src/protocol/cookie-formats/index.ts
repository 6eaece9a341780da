import { failure } from '../errors.ts'
import { type Attribute, formatUserName } from '../identity.ts'
import {
  cypress,
  editThisCookie,
  json,
  playwright,
  puppeteer,
  seleniumBidi,
  wdio,
  webdriver,
} from './browsers.ts'
import type { CookieFormat, PortableSession } from './format.ts'
import { gopherciser } from './gopherciser.ts'
import { bruno, jmeter, k6, locust } from './load-tests.ts'
import { postman } from './postman.ts'
import { cookie, curl, header, netscape, powershell } from './text.ts'

/** Every format, for the command line and for *Copy as* of the popup. */
export const cookieFormats = {
  json,
  cookie,
  header,
  netscape,
  playwright,
  cypress,
  webdriver,
  k6,
  gopherciser,
  curl,
  powershell,
  postman,
  editthiscookie: editThisCookie,
  puppeteer,
  wdio,
  'selenium-bidi': seleniumBidi,
  jmeter,
  bruno,
  locust,
} as const satisfies Record<string, CookieFormat>

export type CookieFormatName = keyof typeof cookieFormats

export const isCookieFormatName = (name: string): name is CookieFormatName =>
  Object.hasOwn(cookieFormats, name)

/** Parses the name of a format. Throws BAD_REQUEST with the known names. */
export function parseCookieFormat(received: string): CookieFormatName {
  if (isCookieFormatName(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--format',
    received,
    expected: `one of: ${Object.keys(cookieFormats).join(', ')}`,
  })
}

/** Writes a session for a tool. Throws BAD_REQUEST if the tool cannot read it. */
export function writeSession(name: CookieFormatName, session: PortableSession): string {
  const format: CookieFormat = cookieFormats[name]
  assertReadable(name, format.findObstacle?.(session))
  return format.write(session)
}

interface SessionOwner extends Pick<PortableSession, 'prefix' | 'user'> {
  site: string
  attributes?: readonly Attribute[] | undefined
}

/** Returns the words of the command that writes a new session like that of the owner for a tool. */
export const toLoginCommand = (
  { site, prefix, user, attributes = [] }: SessionOwner,
  name: CookieFormatName,
): string[] => [
  ...['hubpass', 'login', site],
  ...(prefix === '' ? [] : ['--prefix', prefix]),
  ...['--user', formatUserName(user)],
  ...attributes.flatMap(({ name, value }) => ['--attribute', `${name}=${value}`]),
  ...['--format', name, '--out', `session.${cookieFormats[name].extension}`],
]

/** Throws BAD_REQUEST if there is an obstacle. */
export function assertReadable(format: CookieFormatName, obstacle: string | undefined): void {
  if (obstacle === undefined) return
  throw failure('BAD_REQUEST', {
    field: '--format',
    received: format,
    expected: 'another format, such as header',
    problem: `the format ${format} cannot hold this session, because ${obstacle}`,
  })
}
