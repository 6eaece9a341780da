import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTemporaryHome } from '../../support/temporary-home.ts'
import { xrayDouble } from './xray-harness.ts'

let home: Awaited<ReturnType<typeof createTemporaryHome>>

beforeAll(async () => {
  home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await home[Symbol.asyncDispose]()
})

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
