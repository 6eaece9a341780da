import { expect, test } from 'vitest'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { catchFinding } from '../support/catch-finding.ts'

const input = { hub: 'https://qlik.example.com:8443', prefix: 'sales', sessionId: 'one-session-id' }

test('planSessionCookie defaults to a host-only, HttpOnly, Secure cookie named after the virtual proxy', () => {
  expect(planSessionCookie(input)).toEqual({
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
    sources: { name: 'default', domain: 'default', secure: 'default', sameSite: 'default' },
  })
})

test.each([
  ['https://h', '', 'X-Qlik-Session'],
  ['http://h', '', 'X-Qlik-Session-HTTP'],
  ['http://h', 'sales', 'X-Qlik-Session-sales-HTTP'],
])('planSessionCookie names the cookie of %s and prefix %j %s', (hub, prefix, name) => {
  expect(planSessionCookie({ ...input, hub, prefix }).cookie).toMatchObject({
    name,
    secure: hub.startsWith('https'),
  })
})

test('planSessionCookie keeps a typed name unchanged', () => {
  expect(planSessionCookie({ ...input, cookieName: ' My-Session ' })).toMatchObject({
    cookie: { name: 'My-Session' },
    sources: { name: 'typed' },
  })
})

test.each(['a=b', 'a b', 'a;b', 'ä', 'x'.repeat(201)])(
  'planSessionCookie rejects an invalid cookie name: %j',
  cookieName => {
    expect(catchFinding(() => planSessionCookie({ ...input, cookieName }))).toMatchObject({
      code: 'BAD_REQUEST',
      details: { field: 'Cookie name', received: cookieName },
    })
  },
)

test.each(['Evil\r\nSet-Cookie: a=b', 'a\u001b[31m', 'a=b', 'a b', 'ä', '', 'x'.repeat(201)])(
  'assertCookieNameInSettings rejects the cookie name %j of a virtual proxy as a typed one is rejected',
  cookieName => {
    const finding = catchFinding(() => assertCookieNameInSettings({ cookieName }))
    expect(finding).toMatchObject({
      code: 'BAD_REQUEST',
      details: { field: 'Cookie name', received: cookieName },
    })
    expect(finding.remedy).toContain('in the QMC')
  },
)

const settings = {
  cookieName: 'My-Session',
  cookieDomain: '.example.com',
  https: { secure: true, sameSite: 'lax' },
  http: { secure: false, sameSite: 'strict' },
  linked: true,
} as const

test('planSessionCookie takes name, domain, Secure and SameSite from the virtual proxy', () => {
  expect(planSessionCookie({ ...input, settings })).toMatchObject({
    cookie: { name: 'My-Session', domain: '.example.com', hostOnly: false, secure: true, sameSite: 'lax' },
    sources: {
      name: 'virtual proxy',
      domain: 'virtual proxy',
      secure: 'virtual proxy',
      sameSite: 'virtual proxy',
    },
  })
  expect(planSessionCookie({ ...input, hub: 'http://qlik.example.com', settings }).cookie).toMatchObject({
    name: 'My-Session-HTTP',
    secure: false,
    sameSite: 'strict',
  })
})

test.each([
  ['no attribute', 'unspecified'],
  ['none', 'no_restriction'],
  ['lax', 'lax'],
  ['strict', 'strict'],
] as const)('planSessionCookie maps SameSite %j to %s', (setting, sameSite) => {
  const https = { sameSite: setting }
  expect(planSessionCookie({ ...input, settings: { ...settings, https } }).cookie).toMatchObject({ sameSite })
})

test.each([
  ['qlik.example.com', 'example.com', '.example.com'],
  ['qlik.example.com', ' .Example.com ', '.example.com'],
  ['qlik.example.com', 'qlik.example.com', '.qlik.example.com'],
  ['qlik.example.com', '', undefined],
  ['localhost', 'localhost', undefined],
  ['10.0.0.7', '10.0.0.7', undefined],
])(
  'planSessionCookie gives the cookie of %s with domain setting %j the domain %s',
  (host, cookieDomain, domain) => {
    const { cookie } = planSessionCookie({
      ...input,
      hub: `https://${host}`,
      settings: { ...settings, cookieDomain },
    })
    expect(cookie).toMatchObject({ domain: domain ?? host, hostOnly: domain === undefined })
  },
)

test('planSessionCookie fills missing settings from typed values or defaults', () => {
  const old = { https: {}, http: {}, linked: true }
  expect(planSessionCookie({ ...input, settings: old, cookieName: 'Typed' })).toEqual({
    cookie: expect.objectContaining({ name: 'Typed', hostOnly: true, secure: true, sameSite: 'unspecified' }),
    sources: { name: 'typed', domain: 'default', secure: 'default', sameSite: 'default' },
  })
})

test('planSessionCookie reports a typed name that the virtual proxy overrides', () => {
  const typed = (cookieName: string, hub = input.hub) =>
    planSessionCookie({ ...input, hub, settings, cookieName })
  expect(typed('Typed')).toMatchObject({ cookie: { name: 'My-Session' }, unusedName: 'Typed' })
  const chosen = { ...input, settings, cookieName: 'Typed', usesTypedName: true }
  expect(planSessionCookie(chosen)).toMatchObject({
    cookie: { name: 'Typed' },
    sources: { name: 'typed' },
    overriddenName: 'My-Session',
  })
  expect(planSessionCookie({ ...chosen, cookieName: 'My-Session' })).not.toHaveProperty('overriddenName')
  expect(typed(' My-Session ').unusedName).toBeUndefined()
  expect(typed('My-Session', 'http://h').unusedName).toBeUndefined()
  expect(typed('My-Session-HTTP', 'http://h').unusedName).toBeUndefined()
})
