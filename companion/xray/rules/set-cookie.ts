/** A raw Set-Cookie line, with its attributes as they were sent. */
export interface RawCookie {
  name: string
  /** In the order of the line, names in lower case. */
  attributes: readonly { name: string; value: string }[]
}

export function parseSetCookie(line: string): RawCookie {
  const [pair = '', ...rest] = line.split(';')
  return {
    name: pair.split('=')[0]?.trim() ?? '',
    attributes: rest.map(part => {
      const [name = '', ...value] = part.split('=')
      return { name: name.trim().toLowerCase(), value: value.join('=').trim() }
    }),
  }
}

export const hasAttribute = ({ attributes }: RawCookie, name: string): boolean =>
  attributes.some(each => each.name === name)

/** Returns the values of an attribute. Browsers take the last one (RFC 6265 §5.3). */
export const listValues = ({ attributes }: RawCookie, name: string): string[] =>
  attributes.filter(each => each.name === name).map(({ value }) => value)

export interface LiveLine {
  line: string
  value: string
}

/**
 * Returns the lines that set a value for the cookie. A line that only clears an older cookie does
 * not. Some servers send quotation marks around the value.
 */
export const listLiveLines = (lines: readonly string[], name: string): LiveLine[] =>
  lines.flatMap(line => {
    const value = readCookieValue(line)
    return parseSetCookie(line).name === name && value !== '' ? [{ line, value }] : []
  })

export const readCookieValue = (line: string): string =>
  line
    .split(';')[0]
    ?.replace(/^[^=]*=?/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1') ?? ''

/** Returns the line without the value of the cookie. */
export const hideCookieValue = (line: string): string => line.replace(/=[^;]*/, '=…')

/** Returns a domain as browsers compare it. */
export const normalizeDomain = (domain: string): string => domain.trim().replace(/^\./, '').toLowerCase()

/** SameSite on the wire, by the setting in QRS. */
export const sameSiteOnWire = { 'no attribute': '', none: 'none', lax: 'lax', strict: 'strict' } as const
