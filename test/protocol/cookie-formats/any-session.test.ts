import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CookieFormat, PortableSession } from '#protocol/cookie-formats/format'
import { cookieFormats } from '#protocol/cookie-formats/index'
import { isCookieName } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'

const isSessionId = (text: string): boolean => {
  try {
    return parseSessionId(text) === text
  } catch {
    return false
  }
}

/** Everything that Hubpass accepts. */
const session: fc.Arbitrary<PortableSession> = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 20 }).filter(isCookieName),
    value: fc.stringMatching(/^[!#-+\-.0-:<-[\]-~]{8,24}$/).filter(isSessionId),
    sameSite: fc.constantFrom('lax', 'strict', 'no_restriction', 'unspecified'),
    hostOnly: fc.boolean(),
    secure: fc.boolean(),
  })
  .map(({ hostOnly, ...cookie }) => ({
    cookie: { ...cookie, hostOnly, domain: hostOnly ? 'a.example' : '.example', path: '/', httpOnly: true },
    hub: 'https://a.example',
    prefix: 'sales',
    user: { userDirectory: 'D', userId: 'anna' },
  }))

/** The strings in a value of JSON. */
const listStrings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(listStrings)

const jsonFormats = Object.entries<CookieFormat>(cookieFormats).filter(
  ([name, { extension }]) => extension === 'json' && name !== 'gopherciser',
)

it.each(jsonFormats)('%s keeps every cookie name and session id', (_, format) => {
  fc.assert(
    fc.property(session, each => {
      const strings = listStrings(JSON.parse(format.write(each)))
      expect(strings).toEqual(expect.arrayContaining([each.cookie.name, each.cookie.value]))
    }),
  )
})

it.each(['netscape', 'jmeter'] as const)('%s has seven fields for every session', name => {
  fc.assert(
    fc.property(session, each => {
      const fields = cookieFormats[name].write(each).trimEnd().split('\n').at(-1)?.split('\t') ?? []
      expect(fields).toHaveLength(7)
      expect(fields.slice(5)).toEqual([each.cookie.name, each.cookie.value])
    }),
  )
})

it('the curl script has every cookie unchanged between quotation marks', () => {
  fc.assert(
    fc.property(session, each => {
      const [, line] = cookieFormats.curl.write(each).split('\n')
      const pair = `${each.cookie.name}=${each.cookie.value}`
      expect(line).toBe(`cookie = "${pair}"`)
      // Inside quotation marks, curl reads a backslash as an escape.
      expect(pair).not.toMatch(/["\\]/)
    }),
  )
})
