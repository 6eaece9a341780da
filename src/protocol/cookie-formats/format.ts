import type { UserName } from '../identity.ts'
import type { SameSite, SessionCookie } from '../session-cookie.ts'

/** A session for another tool: its cookie, and where and for whom it is valid. */
export interface PortableSession {
  cookie: Omit<SessionCookie, 'url' | 'path' | 'httpOnly'> & {
    path: string
    httpOnly: boolean
    /** Seconds since 1970. Without it, the cookie ends with the browser session. */
    expirationDate?: number | undefined
  }
  /** The origin of the hub. */
  hub: string
  prefix: string
  user: UserName
}

export type Cookie = PortableSession['cookie']

type Extension = 'json' | 'txt' | 'csv' | 'sh' | 'ps1'

/** How a session cookie is written for a tool. */
export interface CookieFormat {
  /** The name of the tool or of the format, which is not translated. */
  label: string
  extension: Extension
  write: (session: PortableSession) => string
  /** How the sessions of a worker are written into one file. Without it, a file holds one session. */
  many?: ManyFormat
  /** Returns why the tool cannot read the session; undefined if it can. */
  findObstacle?: (session: PortableSession) => string | undefined
}

export interface ManyFormat {
  extension: Extension
  write: (sessions: readonly PortableSession[]) => string
  /** Writes the settings, without secrets, with which the tool reads the file of that name. */
  writeSettings?: (session: PortableSession, file: string) => string
  /** Replaces the one of the format. */
  findObstacle?: (session: PortableSession) => string | undefined
}

export const writeJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** A format whose file is JSON. A file for several sessions is an array with the user of each. */
export const jsonFormat = (label: string, toValue: (session: PortableSession) => unknown): CookieFormat => ({
  label,
  extension: 'json',
  write: session => writeJson(toValue(session)),
  many: {
    extension: 'json',
    write: sessions =>
      writeJson(
        sessions.map(session => {
          const { userDirectory, userId } = session.user
          return { userDirectory, userId, session: toValue(session) }
        }),
      ),
  },
})

/** A format with one line per session. */
export const lineFormat = (label: string, toLine: (session: PortableSession) => string): CookieFormat => ({
  label,
  extension: 'txt',
  write: session => `${toLine(session)}\n`,
  many: { extension: 'txt', write: sessions => sessions.map(session => `${toLine(session)}\n`).join('') },
})

/** The pair that is sent. */
export const toPair = ({ name, value }: Cookie): string => `${name}=${value}`

/** The spelling of Playwright, Puppeteer and WebDriver. Without a value, the attribute is left out. */
const capitalized = {
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
  unspecified: undefined,
} as const satisfies Record<SameSite, string | undefined>

/** Returns the attribute with a capital letter, or none. */
export const withSameSite = ({ sameSite }: Cookie): { sameSite?: 'None' | 'Lax' | 'Strict' } => {
  const spelled = capitalized[sameSite]
  return spelled === undefined ? {} : { sameSite: spelled }
}

/** Returns the attribute in lower case, as WebDriver BiDi and tough-cookie spell it, or none. */
export const withLowerSameSite = ({ sameSite }: Cookie): { sameSite?: string } => {
  const spelled = capitalized[sameSite]?.toLowerCase()
  return spelled === undefined ? {} : { sameSite: spelled }
}

/** Returns the domain only for a wider cookie: many tools make every named domain a wide one. */
export const withWiderDomain = ({ hostOnly, domain }: Cookie): { domain?: string } =>
  hostOnly ? {} : { domain }
