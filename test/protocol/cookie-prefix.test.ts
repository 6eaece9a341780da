import { expect, test } from 'vitest'
import { type CookiePrefixRule, findBrokenPrefixRule } from '#protocol/cookie-prefix'

const good = { url: 'https://qlik.test/', secure: true, hostOnly: true }
const insecure = { ...good, secure: false }
const wide = { ...good, hostOnly: false }
const plain = { ...good, url: 'http://qlik.test/' }

test.each<[string, typeof good, CookiePrefixRule | undefined]>([
  ['X-Qlik-Session', { ...plain, secure: false, hostOnly: false }, undefined],
  ['X-__Host-', insecure, undefined],
  ['__Host-X', good, undefined],
  ['__Host-X', wide, { prefix: '__Host-', requires: 'hostOnly' }],
  ['__Host-X', insecure, { prefix: '__Host-', requires: 'secure' }],
  ['__host-X-HTTP', plain, { prefix: '__Host-', requires: 'https' }],
  ['__Secure-X', wide, undefined],
  ['__SECURE-X', insecure, { prefix: '__Secure-', requires: 'secure' }],
  ['__Secure-X-HTTP', { ...plain, secure: false }, { prefix: '__Secure-', requires: 'https' }],
  ['__Http-X', wide, undefined],
  ['__Http-X', insecure, { prefix: '__Http-', requires: 'secure' }],
  ['__Host-Http-X', wide, { prefix: '__Host-Http-', requires: 'hostOnly' }],
])('findBrokenPrefixRule names what %s lacks with %j', (name, cookie, expected) =>
  expect(findBrokenPrefixRule({ ...cookie, name })).toEqual(expected),
)
