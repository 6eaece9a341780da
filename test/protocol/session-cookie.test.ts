import { expect, test } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import { findingOfCall } from './code-of.ts'

const wish = { hub: 'https://qlik.example.com:8443', prefix: 'sales', sessionId: 'one-session-id' }

test('plans a host-only, HttpOnly, Secure cookie at the root, named after the virtual proxy', () => {
  expect(planSessionCookie(wish)).toEqual({
    cookie: {
      name: 'X-Qlik-Session-sales',
      value: 'one-session-id',
      domain: 'qlik.example.com',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'unspecified',
      url: 'https://qlik.example.com:8443/',
    },
    nameFrom: 'default',
  })
})

test.each([
  ['https://h', '', 'X-Qlik-Session'],
  ['http://h', '', 'X-Qlik-Session-HTTP'],
  ['http://h', 'sales', 'X-Qlik-Session-sales-HTTP'],
])('names the cookie of %s and prefix %j %s', (hub, prefix, name) => {
  expect(planSessionCookie({ ...wish, hub, prefix }).cookie).toMatchObject({
    name,
    secure: hub.startsWith('https'),
  })
})

test('takes a typed name as it is', () => {
  expect(planSessionCookie({ ...wish, cookieName: ' My-Session ' })).toMatchObject({
    cookie: { name: 'My-Session' },
    nameFrom: 'typed',
  })
})

test.each(['a=b', 'a b', 'a;b', 'ä', 'x'.repeat(201)])(
  'refuses a name that no cookie can have: %j',
  cookieName => {
    expect(findingOfCall(() => planSessionCookie({ ...wish, cookieName }))).toMatchObject({
      code: 'BAD_REQUEST',
      details: { field: 'Cookie name', received: cookieName },
    })
  },
)
