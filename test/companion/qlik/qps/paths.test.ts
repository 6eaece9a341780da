import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sessionPath, sessionsPath, ticketPath, userPath } from '../../../../companion/qlik/qps/paths.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1' }

it('builds the documented paths', () => {
  expect(sessionsPath('')).toBe('/qps/session')
  expect(sessionPath('sales', 'a+b')).toBe('/qps/sales/session/a%2Bb')
  expect(userPath('', { ...user, userId: 'a/b c' })).toBe('/qps/user/DOMAIN/a%2Fb%20c')
  expect(ticketPath('sales')).toBe('/qps/sales/ticket')
})

it.each([
  '..',
  '.',
  '../x',
  'a/../b',
  'a//b',
  '/',
  'a\\b',
  '%2e%2e',
  '%252e%252e',
  'a\u2215..\u2215b',
  'a\u2044..\u2044b',
  'a\u2216..\u2216b',
  'a\u0000',
  'a\r\nb',
  '\ud800',
])('refuses the segment %j and does not repeat it', text => {
  const builders = [
    () => sessionsPath(text),
    () => ticketPath(text),
    () => sessionPath('', text),
    () => userPath('', { ...user, userDirectory: text }),
    () => userPath('', { ...user, userId: text }),
  ]
  for (const build of builders) expect(build).toThrow('a segment of the path would change the path')
})

it('refuses an empty user or session id', () => {
  expect(() => userPath('sales', { ...user, userId: '' })).toThrow()
  expect(() => userPath('sales', { ...user, userDirectory: '' })).toThrow()
  expect(() => sessionPath('sales', '')).toThrow()
})

it('builds no path that a URL parser changes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', '\\') }),
  )
  fc.assert(
    fc.property(text, text, text, (prefix, userDirectory, userId) => {
      let path: string
      try {
        path = userPath(prefix, { userDirectory, userId })
      } catch {
        return
      }
      expect(new URL(path, 'https://host').pathname).toBe(path)
      expect(path.split('/')).toHaveLength(prefix === '' ? 5 : 6)
    }),
  )
})
