import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { findCopiedSession, guessPrefix } from '../../../../companion/cli/options/copied-cookie.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const id = 'an-id-of-a-session'

it.each<[string, string | undefined]>([
  [id, undefined],
  [`X-Qlik-Session=${id}`, 'X-Qlik-Session'],
  [`X-Qlik-Session-sales=${id}`, 'X-Qlik-Session-sales'],
  [`x-qlik-session-sales-http=${id}`, 'x-qlik-session-sales-http'],
  [`X-Qlik-Session="${id}"`, 'X-Qlik-Session'],
  [`X-Qlik-Session=${id};`, 'X-Qlik-Session'],
  [`Cookie: X-Qlik-Session=${id}`, 'X-Qlik-Session'],
  [`cookie:a=b; X-Qlik-Session-sales=${id};c=d`, 'X-Qlik-Session-sales'],
  [`a=b; X-Qlik-Session=${id}`, 'X-Qlik-Session'],
  [`Set-Cookie: X-Qlik-Session=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`, 'X-Qlik-Session'],
  [`Cookie: Own=${id}`, 'Own'],
])('findCopiedSession finds the session in %j', (text, cookieName) => {
  expect(findCopiedSession(text)).toEqual(
    cookieName === undefined ? { sessionId: id } : { sessionId: id, cookieName },
  )
})

it.each(['a;semicolon', 'two words', ';', 'abc…'])(
  'findCopiedSession leaves the text %j, which is no cookie, to the check of session ids',
  text => {
    expect(findCopiedSession(text)).toEqual({ sessionId: text })
  },
)

it('findCopiedSession takes the cookie with the expected name of several', () => {
  const text = `Cookie: X-Qlik-Session=another; X-Qlik-Session-sales=${id}; Own=third`
  expect(findCopiedSession(text, ['X-Qlik-Session-sales'])).toMatchObject({ sessionId: id })
  expect(findCopiedSession(text, ['Own'])).toMatchObject({ sessionId: 'third' })
  expect(findCopiedSession(`Own=${id}`, ['Own'])).toEqual({ sessionId: id, cookieName: 'Own' })
})

it.each([
  [`Cookie: X-Qlik-Session=${id}; X-Qlik-Session-sales=another`, 'several'],
  [`Cookie: a=${id}; b=another`, 'no session cookie'],
  [`a=${id}; b=another`, 'no session cookie'],
  ['Cookie:', 'no session cookie'],
])('findCopiedSession rejects %j and does not repeat it', (text, problem) => {
  const finding = catchFinding(() => findCopiedSession(text))
  expect(finding).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining(problem) })
  expect(JSON.stringify(finding)).not.toMatch(/an-id|another/)
})

it('findCopiedSession takes each text without a cookie in it as an id, also with equals signs', () => {
  const ids = fc.stringMatching(/^[\w=+.-]{8,60}$/).filter(text => !/^X-Qlik-Session/i.test(text))
  fc.assert(
    fc.property(ids, text => {
      expect(findCopiedSession(text)).toEqual({ sessionId: text })
    }),
  )
})

it.each([
  ['X-Qlik-Session', ''],
  ['X-Qlik-Session-HTTP', ''],
  ['X-Qlik-Session-sales', 'sales'],
  ['X-Qlik-Session-Sales-HTTP', 'sales'],
  ['X-Qlik-Session-a b', ''],
  ['X-Qlik-Session-user', ''],
  ['Own', ''],
])('guessPrefix reads %j as the prefix %j', (name, prefix) => {
  expect(guessPrefix(name)).toBe(prefix)
})
