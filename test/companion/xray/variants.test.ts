import { expect, it } from 'vitest'
import type { Answer } from '../../../companion/xray/port.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { listIds, type Tamper, xrayDouble } from './xray-harness.ts'

/** Weaknesses of a hardened site in other forms than the defects of the double. */

useCompanionHome('file')

const withHeader = (answer: Answer, name: string, value: string | undefined): Answer => ({
  ...answer,
  headers: { ...answer.headers, [name]: value },
})

/** Changes the cookie of a ticket. */
const withCookie =
  (change: (line: string) => string): Tamper =>
  ({ path }, answer) =>
    path === 'ticket'
      ? { ...answer, headers: { ...answer.headers, 'set-cookie': answer.headers['set-cookie']?.map(change) } }
      : answer

const onHub =
  (change: (answer: Answer) => Answer): Tamper =>
  ({ path }, answer) =>
    path === '/sales/hub/' && answer.status === 200 ? change(answer) : answer

const getId = (cookie = ''): string => cookie.replace(/^.*=/, '')

it.each<[string[], string, Tamper]>([
  [['SC-01'], 'a cookie for one path', withCookie(line => line.replace('Path=/', 'Path=/sales'))],
  [['SC-01', 'SC-04'], 'a cookie without Secure', withCookie(line => line.replace(' Secure;', ''))],
  [['SC-01', 'SC-04'], 'a cookie of a domain', withCookie(line => `${line}; Domain=localhost.test`)],
  [['SC-02', 'SC-04'], 'a cookie without SameSite', withCookie(line => line.replace('; SameSite=Lax', ''))],
  [
    ['SC-02', 'SC-04'],
    'a misspelled SameSite',
    withCookie(line => line.replace('SameSite=Lax', 'SameSite=Laxx')),
  ],
  [['SC-03'], 'a cookie that expires', withCookie(line => `${line}; Expires=Fri, 01 Jan 2100 00:00:00 GMT`)],
  [
    ['SC-10'],
    'the id in Base64 on the hub page',
    ({ path, headers }, answer) =>
      path === '/sales/hub/' && answer.status === 200
        ? { ...answer, body: `<p>${btoa(`id=${getId(headers?.Cookie)}`)}</p>` }
        : answer,
  ],
  [
    ['SC-10'],
    'the id in a header of the error page',
    ({ path, headers }, answer) =>
      path.includes('no-such-page') ? withHeader(answer, 'x-session', getId(headers?.Cookie)) : answer,
  ],
  [
    ['SC-23'],
    'unequal keys accepted',
    ({ headers }, answer) =>
      headers?.['X-Qlik-Xrfkey']?.startsWith('fed') === true ? { ...answer, status: 200 } : answer,
  ],
  [
    ['SC-31'],
    'HSTS of five minutes',
    onHub(answer => withHeader(answer, 'strict-transport-security', 'max-age=300')),
  ],
  [
    ['SC-32'],
    'a hub page that is only private',
    onHub(answer => withHeader(answer, 'cache-control', 'private')),
  ],
  [
    ['SC-33'],
    'every origin with credentials',
    (_, answer) =>
      withHeader(
        withHeader(answer, 'access-control-allow-origin', '*'),
        'access-control-allow-credentials',
        'true',
      ),
  ],
  [['SC-34'], 'no nosniff', onHub(answer => withHeader(answer, 'x-content-type-options', undefined))],
  [
    ['SC-34'],
    'frames of every origin',
    onHub(answer => withHeader(answer, 'content-security-policy', 'frame-ancestors *')),
  ],
  [['SC-34'], 'unsafe referrers', onHub(answer => withHeader(answer, 'referrer-policy', 'unsafe-url'))],
  [
    ['SC-35'],
    'a foreign host repeated in an error page',
    ({ headers }, answer) =>
      headers?.Host === 'other.invalid' ? { ...answer, body: 'no such host: other.invalid' } : answer,
  ],
  [
    ['SC-40'],
    'a release whose patch is too old',
    ({ path }, answer) =>
      path.includes('product-info') ? { ...answer, body: '{"releaseLabel":"August 2023 Patch 1"}' } : answer,
  ],
])('%s fail for %s', async (checks, _, tamper) => {
  const run = await xrayDouble({ allow: [], tamper })
  expect(listIds(run, 'failed')).toEqual(checks)
})

it.each<[string, Tamper]>([
  [
    'X-Frame-Options instead of a policy',
    onHub(answer =>
      withHeader(withHeader(answer, 'content-security-policy', undefined), 'x-frame-options', 'SAMEORIGIN'),
    ),
  ],
  ['no-cache and private', onHub(answer => withHeader(answer, 'cache-control', 'no-cache, private'))],
  [
    'a redirect of a foreign host to the hub',
    ({ headers }, answer) =>
      headers?.Host === 'other.invalid'
        ? { status: 301, headers: { location: 'https://localhost/sales/hub/' }, body: '' }
        : answer,
  ],
  [
    'a fixed origin for mashups',
    (_, answer) => withHeader(answer, 'access-control-allow-origin', 'https://mashup.test'),
  ],
])('%s passes', async (_, tamper) => {
  const run = await xrayDouble({ allow: [], tamper })
  expect(run.checks.filter(({ verdict }) => verdict === 'failed' || verdict === 'undecided')).toEqual([])
})

it('the default virtual proxy passes', async () => {
  const run = await xrayDouble({ prefix: '' })
  expect(run.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
})

it('a hub on plain http fails for that, and TLS is undecided', async () => {
  const run = await xrayDouble({
    double: { plainHubPort: 0 },
    allow: [],
    site: ({ plainHub = '' }) => ({ hub: plainHub }),
  })
  expect(listIds(run, 'failed')).toEqual(['SC-02', 'SC-30', 'SC-32', 'SC-34'])
  expect(listIds(run, 'undecided')).toEqual(['SC-21', 'SC-31', 'SC-37', 'SC-39'])
})
