import { expect, it } from 'vitest'
import { isQrsPath, parseQrsPath } from '../../../../companion/qlik/qrs/path.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

it.each([
  ['about', '/qrs/about'],
  ['/about', '/qrs/about'],
  ['qrs/about', '/qrs/about'],
  [' /qrs/about ', '/qrs/about'],
  ["user/full?filter=userId eq 'a'", '/qrs/user/full?filter=userId%20eq%20%27a%27'],
  ['app?Xrfkey=0123456789abcdef&orderby=name', '/qrs/app?orderby=name'],
  ['app?xrfkey=1', '/qrs/app'],
  ['app/./full#part', '/qrs/app/full'],
  ['app/x/../full', '/qrs/app/full'],
])('parseQrsPath accepts %j', (received, path) => {
  expect(parseQrsPath(received)).toBe(path)
})

it.each([
  '',
  '/',
  'qrs/',
  '..',
  '../qps/session',
  '..\\qps\\session',
  '%2e%2e/qps/session',
  'a/..%2f..%2fqps',
  'a%5c..%5c..',
  'a/%252e%252e/b',
  '//other.host/qrs/about',
  'https://other.host/qrs/about',
  'javascript:alert(1)',
  'app//full',
  'about\ud800',
  "user/full?filter=userId eq 'M\ufffdller'",
  '．．/qps',
  'a/．/b',
  'a\u0085',
])('parseQrsPath rejects %j', received => {
  expect(catchFinding(() => parseQrsPath(received)).message).toMatch(/^Path /)
})

it.each(['/qrs/about', '/qrs/app/', '/qrs/app/full?filter=x%20eq%20%27a/../b%27'])(
  'isQrsPath accepts %j',
  path => {
    expect(isQrsPath(path)).toBe(true)
  },
)

it.each([
  '/qrs',
  '/qrs/',
  '/qps/session',
  '/qrs/../qps',
  '/qrs/a//b',
  '/qrs/%2e%2e/x',
  '//host/qrs/a',
  'about',
  '',
])('isQrsPath rejects %j', path => {
  expect(isQrsPath(path)).toBe(false)
})
