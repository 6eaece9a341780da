import { expect, it } from 'vitest'
import { cookieFormats } from '../../../src/popup/session-actions/cookie-formats.ts'

const cookie = {
  name: 'X-Qlik-Session-sales',
  value: 'made-up',
  domain: 'qlik.example.com',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
} as const

const format = (wanted: string, change: object = {}) =>
  cookieFormats.find(([name]) => name === wanted)?.[1]({ ...cookie, ...change })

it('a session cookie is copied as header and JSON', () => {
  expect(format('header')).toBe('Cookie: X-Qlik-Session-sales=made-up')
  expect(JSON.parse(format('JSON') ?? '')).toEqual({ ...cookie, session: true })
  expect(JSON.parse(format('JSON', { expirationDate: 7.5, url: 'x' }) ?? '')).toEqual({
    ...cookie,
    session: false,
    expirationDate: 7.5,
  })
})

it('a session cookie is copied as a line of a Netscape file', () => {
  const line = (change?: object) => format('Netscape', change)?.split('\n')[1]
  expect(line()).toBe('#HttpOnly_qlik.example.com\tFALSE\t/\tTRUE\t0\tX-Qlik-Session-sales\tmade-up')
  expect(line({ hostOnly: false, domain: '.example.com', httpOnly: false, expirationDate: 7.5 })).toBe(
    '.example.com\tTRUE\t/\tTRUE\t7\tX-Qlik-Session-sales\tmade-up',
  )
})
