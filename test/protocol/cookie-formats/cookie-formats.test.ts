import { expect, it } from 'vitest'
import type { CookieFormat, PortableSession } from '#protocol/cookie-formats/format'
import { type CookieFormatName, cookieFormats, toLoginCommand } from '#protocol/cookie-formats/index'

const cookie: PortableSession['cookie'] = {
  name: 'X-Qlik-Session-sales',
  value: 'made-up',
  domain: 'qlik.example.com',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
}

const wide = { hostOnly: false, domain: '.example.com' } as const

const toSession = (change: Partial<PortableSession['cookie']> = {}): PortableSession => ({
  cookie: { ...cookie, ...change },
  hub: 'https://qlik.example.com:8443',
  prefix: 'sales',
  user: { userDirectory: 'DOMAIN', userId: 'anna' },
})

const write = (name: CookieFormatName, change?: Partial<PortableSession['cookie']>): string =>
  cookieFormats[name].write(toSession(change))

const writeJson = (name: CookieFormatName, change?: Partial<PortableSession['cookie']>): unknown =>
  JSON.parse(write(name, change))

const line = (name: CookieFormatName, change?: Partial<PortableSession['cookie']>) =>
  write(name, change).trimEnd().split('\n').at(-1)

it('a cookie is written as header and as pair', () => {
  expect(write('header')).toBe('Cookie: X-Qlik-Session-sales=made-up\n')
  expect(write('cookie')).toBe('X-Qlik-Session-sales=made-up\n')
})

it('a cookie is written as JSON with its attributes alone', () => {
  expect(writeJson('json')).toEqual({ ...cookie, session: true })
  expect(writeJson('json', { expirationDate: 7.5 })).toEqual({
    ...cookie,
    session: false,
    expirationDate: 7.5,
  })
})

it('a Netscape file marks HttpOnly, and a file for JMeter does not, which would take the line for a comment', () => {
  expect(line('netscape')).toBe(
    '#HttpOnly_qlik.example.com\tFALSE\t/\tTRUE\t0\tX-Qlik-Session-sales\tmade-up',
  )
  expect(line('jmeter')).toBe('qlik.example.com\tTRUE\t/\tTRUE\t0\tX-Qlik-Session-sales\tmade-up')
  const change = { ...wide, httpOnly: false, secure: false, expirationDate: 7.5 }
  expect(line('netscape', change)).toBe('.example.com\tTRUE\t/\tFALSE\t7\tX-Qlik-Session-sales\tmade-up')
  expect(line('netscape', { domain: '[::1]' })).toContain('#HttpOnly_::1\t')
})

it.each<[CookieFormatName, string[]]>([
  ['puppeteer', ['Lax', 'None']],
  ['webdriver', ['Lax', 'None']],
  ['wdio', ['lax', 'none']],
  ['k6', ['Lax', 'None']],
  ['selenium-bidi', ['lax', 'none']],
  ['postman', ['lax', 'none']],
])('%s spells SameSite as its tool does, and leaves it out without a value', (name, [lax, none]) => {
  expect(write(name)).toContain(`"sameSite": "${lax}"`)
  expect(write(name, { sameSite: 'no_restriction' })).toContain(`"sameSite": "${none}"`)
  expect(write(name, { sameSite: 'unspecified' })).not.toContain('sameSite')
})

it('Playwright gets SameSite in any case, because it requires it', () => {
  for (const [sameSite, spelled] of [
    ['unspecified', 'Lax'],
    ['lax', 'Lax'],
    ['strict', 'Strict'],
    ['no_restriction', 'None'],
  ] as const)
    expect(writeJson('playwright', { sameSite })).toMatchObject({
      cookies: [{ sameSite: spelled, expires: -1 }],
      origins: [],
    })
})

it.each<CookieFormatName>(['cypress', 'editthiscookie', 'json'])(
  '%s spells SameSite as browser extensions do',
  name => {
    for (const sameSite of ['lax', 'strict', 'no_restriction', 'unspecified'] as const)
      expect(write(name, { sameSite })).toContain(`"sameSite": "${sameSite}"`)
  },
)

it('tools that make every named domain a wide one get it only for a wide cookie', () => {
  expect(write('webdriver')).not.toContain('domain')
  expect(write('wdio')).not.toContain('domain')
  expect(writeJson('k6')).toMatchObject({ jar: { path: '/', secure: true, http_only: true } })
  expect(writeJson('k6')).not.toHaveProperty('jar.domain')
  for (const name of ['webdriver', 'wdio', 'k6'] as const)
    expect(write(name, wide)).toContain('"domain": ".example.com"')
})

it('the jar of Postman has the domain without a dot', () => {
  expect(writeJson('postman', wide)).toMatchObject({ cookies: [{ domain: 'example.com', hostOnly: false }] })
  expect(writeJson('postman')).toMatchObject({ cookies: [{ key: cookie.name, hostOnly: true }] })
})

it('the two cookies of k6 spell HttpOnly and the expiry differently', () => {
  expect(writeJson('k6')).toMatchObject({
    url: 'https://qlik.example.com:8443/',
    browser: [{ httpOnly: true, expires: -1 }],
    headers: { Origin: 'https://qlik.example.com:8443' },
  })
  expect(writeJson('k6')).not.toHaveProperty('jar.expires')
})

it('gopherciser sends the session id as password, with an Origin', () => {
  expect(writeJson('gopherciser')).toEqual({
    connectionSettings: {
      mode: 'ws',
      server: 'qlik.example.com',
      port: 8443,
      virtualproxy: 'sales',
      security: true,
      allowuntrusted: false,
      headers: { Cookie: 'X-Qlik-Session-sales={{.Password}}', Origin: 'https://qlik.example.com:8443' },
    },
    loginSettings: {
      type: 'userlist',
      settings: { userlist: [{ username: 'anna', directory: 'DOMAIN', password: 'made-up' }] },
    },
  })
})

it('PowerShell quotes what its strings take for their own', () => {
  expect(write('powershell', { name: "a'b", value: '$x`%' })).toContain(
    "::new('a''b', '$x`%', '/', 'qlik.example.com')",
  )
  expect(write('powershell', { secure: false })).toContain('$cookie.Secure = $false')
})

it.each<CookieFormatName>(['bruno', 'jmeter', 'locust'])('%s has a row per session', name => {
  const format: CookieFormat = cookieFormats[name]
  const user = { userDirectory: 'A;B', userId: 'x,"y"' }
  const [head, row] = format.many?.write([{ ...toSession(), user }]).split('\n') ?? []
  const separator = name === 'locust' ? ';' : ','
  expect(head).toBe(['user', 'directory', 'cookie', 'sid'].join(separator))
  expect(row).toBe(['"x,""y"""', '"A;B"', 'X-Qlik-Session-sales=made-up', 'made-up'].join(separator))
})

it('a file of several sessions has the user of each', () => {
  const format: CookieFormat = cookieFormats.playwright
  expect(JSON.parse(format.many?.write([toSession()]) ?? '')).toEqual([
    { userDirectory: 'DOMAIN', userId: 'anna', session: writeJson('playwright') },
  ])
})

it('the command for a tool signs in the same user with the same attributes', () => {
  const owner = { site: 'acme', prefix: 'sales', user: { userDirectory: 'TESTING', userId: 'anna' } }
  const attributes = [
    { name: 'group', value: 'HR' },
    { name: 'group', value: 'IT' },
  ]
  expect(toLoginCommand({ ...owner, attributes }, 'playwright').join(' ')).toBe(
    'hubpass login acme --prefix sales --user TESTING\\anna --attribute group=HR --attribute group=IT --format playwright --out session.json',
  )
  expect(toLoginCommand({ ...owner, prefix: '' }, 'header').join(' ')).toBe(
    'hubpass login acme --user TESTING\\anna --format header --out session.txt',
  )
})
