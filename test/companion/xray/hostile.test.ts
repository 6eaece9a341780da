import { expect, it } from 'vitest'
import { useCompanionHome } from '../../support/companion-home.ts'
import { xrayDouble } from './xray-harness.ts'

useCompanionHome('file')

/** Repeats the first item of a list, each time with other values. */
const repeat = (content: unknown, change: (index: number) => object): unknown =>
  Array.isArray(content)
    ? [...content, ...Array.from({ length: 10_000 }, (_, index) => ({ ...content[0], ...change(index) }))]
    : content

it('QRS that lists ten thousand virtual proxies and nodes gets few requests and a short report', async () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => ({ id: `many-${index}` }))
  const run = await xrayDouble({
    allow: [],
    tamperQrs: (path, content) =>
      path.includes('virtualproxyconfig')
        ? repeat(content, index => ({ id: `many-${index}`, prefix: `many-${index}` }))
        : repeat(content, index => ({
            serverNodeConfiguration: { hostName: `127.0.${index >> 8}.${index & 255}` },
            settings: {
              ...Object(Array.isArray(content) ? content[0] : {}).settings,
              listenPort: 1,
              virtualProxies: [
                ...Object(Array.isArray(content) ? content[0] : {}).settings.virtualProxies,
                ...(index === 0 ? ids : []),
              ],
            },
          })),
  })
  expect(run.requests).toBeLessThanOrEqual(65)
  expect(Math.max(...run.checks.map(({ evidence }) => evidence.length))).toBeLessThanOrEqual(50)
  expect(JSON.stringify(run.checks).length).toBeLessThan(200_000)
  expect(run.qlik.sessions).toEqual([])
})

it('a front end that answers with deep JSON makes checks undecided and ends no run', async () => {
  const depth = 200_000
  const body = `${'['.repeat(depth)}${']'.repeat(depth)}`
  const run = await xrayDouble({
    tamper: ({ path }, answer) =>
      /user|about|csrftoken/.test(path) ? { ...answer, body: `{"session":${body}}` } : answer,
  })
  expect(run.checks).toHaveLength(40)
  expect(run.qlik.sessions).toEqual([])
})

it.each([
  ['half a character', '\ud800', 'X-Qlik-Session'],
  ['line breaks in the name of a cookie', 'other', 'X-Qlik\r\nSession'],
  ['a cookie name of another alphabet', 'other', 'X-セッション'],
  ['a path', '../other/..', 'X-Qlik-Session'],
  ['text that turns its direction', '\u202eother\u001b[31m', 'X-Qlik-\u202eSession'],
])('QRS that lists %s among the virtual proxies ends no run', async (_, prefix, sessionCookieHeaderName) => {
  const run = await xrayDouble({
    allow: [],
    tamperQrs: (path, content) =>
      path.includes('virtualproxyconfig') && Array.isArray(content)
        ? content.map(each => (each.prefix === 'sales' ? each : { ...each, prefix, sessionCookieHeaderName }))
        : content,
  })
  expect(run.checks).toHaveLength(40)
  expect(run.qlik.sessions).toEqual([])
})

it.each([
  ['an address of half a character', '/\ud800'],
  ['no address', 'https://[::'],
  ['its own address, again and again', '/sales/hub/'],
  ['line breaks', '/\u0085\u2028'],
])('a hub that redirects to %s ends no run', async (_, location) => {
  const run = await xrayDouble({
    allow: [],
    tamper: ({ path }, answer) =>
      path.includes('/hub/') ? { ...answer, status: 302, headers: { ...answer.headers, location } } : answer,
  })
  expect(run.checks).toHaveLength(40)
})

it('QRS that lists a node whose host name is no name ends no run', async () => {
  const run = await xrayDouble({
    allow: [],
    tamperQrs: (path, content) =>
      path.includes('proxyservice') && Array.isArray(content)
        ? [...content, { ...content[0], serverNodeConfiguration: { hostName: 'no host / [' } }]
        : content,
  })
  expect(run.checks).toHaveLength(40)
})

it('a ticket that gets only cookies which no path can name ends no run', async () => {
  const run = await xrayDouble({
    allow: [],
    tamper: ({ path }, answer) =>
      path === 'ticket'
        ? { ...answer, headers: { 'set-cookie': ['a=..\\..\\session; Path=/', 'b=%2e%2e/%2e%2e/; Path=/'] } }
        : answer,
  })
  expect(run.verdicts).toMatchObject({ 'SC-01': 'undecided', 'SC-06': 'undecided', 'SC-09': 'undecided' })
  expect(run.qlik.sessions).toEqual([])
})
