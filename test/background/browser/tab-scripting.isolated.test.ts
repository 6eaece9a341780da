import { afterEach, expect, test, vi } from 'vitest'
import { tabScripting } from '../../../src/background/browser/tab-scripting.ts'

const { executeScript } = vi.hoisted(() => ({ executeScript: vi.fn() }))
vi.mock('webextension-polyfill', () => ({ default: { scripting: { executeScript } } }))

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('tab scripting throws TAB_BLOCKED when the page does not respond, and returns no frames or requests', async () => {
  const deadline = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
  executeScript.mockReturnValue(new Promise(() => {}))
  const asked = Promise.allSettled([
    tabScripting.readDocument(1),
    tabScripting.fetchInTab(1, 'https://qlik.test/qps/user'),
  ])
  const more = Promise.all([tabScripting.listFrames(1), tabScripting.getLastRequestTime(1, '')])
  deadline.abort()
  const blocked = { reason: { code: 'TAB_BLOCKED' } }
  expect(await asked).toMatchObject([blocked, blocked])
  expect(await more).toEqual([[], undefined])
})

test('tab scripting returns undefined for a page that the browser does not let it read', async () => {
  executeScript.mockRejectedValue(new Error('Frame with ID 0 is showing error page'))
  expect(
    await Promise.all([
      tabScripting.readDocument(1),
      tabScripting.fetchInTab(1, 'https://qlik.test/qps/user'),
    ]),
  ).toEqual([undefined, undefined])
})

test.each([
  ['https://portal.test/start?ticket=secret', 'https://portal.test'],
  ['', ''],
])('tab scripting reveals only the origin of the page around a frame: %s', async (referrer, page) => {
  const href = 'https://qlik.test/hub/'
  vi.stubGlobal('document', { location: { href, origin: 'https://qlik.test' }, referrer })
  vi.stubGlobal('window', { top: 'the page', self: 'the frame' })
  executeScript.mockImplementation(async ({ func }: { func(): unknown }) => [{ frameId: 3, result: func() }])
  expect(await tabScripting.listFrames(1)).toEqual([{ id: 3, url: href, page }])
})

/**
 * Simulates the page's resource list, in which each request ends one second after the previous one.
 */
async function readLastRequest(resources: number): Promise<number | undefined> {
  const origin = 'https://qlik.test'
  const entries = Array.from({ length: resources }, (_, index) => ({
    name: `${origin}/resource/${index}`,
    startTime: 1000 * index,
    duration: 500,
  }))
  vi.stubGlobal('document', { location: { origin } })
  vi.stubGlobal('performance', {
    timeOrigin: 1_000_000,
    getEntriesByType: (type: string) => (type === 'resource' ? entries : []),
  })
  executeScript.mockImplementation(
    async ({ func, args }: { func(...args: string[]): unknown; args: string[] }) => [
      { result: func(...args) },
    ],
  )
  return tabScripting.getLastRequestTime(1, `${origin}/qps/user`)
}

test('tab scripting returns when the page last received a response', async () =>
  expect(await readLastRequest(249)).toBe(1_000_000 + 248_500))

test('tab scripting returns no time of the last response when the resource list is full', async () =>
  expect(await readLastRequest(250)).toBeUndefined())
