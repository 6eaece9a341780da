import { afterEach, expect, test, vi } from 'vitest'
import { tabScripting } from '../../../src/background/browser/tab-scripting.ts'

const { executeScript } = vi.hoisted(() => ({ executeScript: vi.fn() }))
vi.mock('webextension-polyfill', () => ({ default: { scripting: { executeScript } } }))

/** Runs the scripts of tabs here, in a frame. */
const runInjected = (frameId = 0): void =>
  void executeScript.mockImplementation(
    async ({ func, args }: { func(...args: unknown[]): unknown; args: unknown[] }) => [
      { frameId, result: await func(...args) },
    ],
  )

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
  runInjected(3)
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
  runInjected()
  return tabScripting.getLastRequestTime(1, `${origin}/qps/user`)
}

test('tab scripting returns when the page last received a response', async () =>
  expect(await readLastRequest(249)).toBe(1_000_000 + 248_500))

test('tab scripting returns no time of the last response when the resource list is full', async () =>
  expect(await readLastRequest(250)).toBeUndefined())

const long = (length: number): string => 'a'.repeat(length)
const hubPage = 'https://qlik.test/hub/'

test('tab scripting cuts the title, the addresses and the refusal of a page', async () => {
  vi.stubGlobal('document', {
    title: long(3_000_000),
    location: { href: hubPage + long(2_000_000) },
    referrer: hubPage + long(2_000_000),
    body: { innerText: `You cannot access Qlik Sense because${long(3_000_000)}.` },
  })
  runInjected()
  const page = await tabScripting.readDocument(1)
  expect(page).toMatchObject({ title: long(300), refusal: undefined })
  expect([page?.url.length, page?.referrer?.length]).toEqual([2_000, 2_000])
})

test('tab scripting cuts the address of a frame and of its page', async () => {
  const href = hubPage + long(3_000)
  vi.stubGlobal('document', {
    location: { href, origin: '', ancestorOrigins: [hubPage + long(3_000)] },
    referrer: '',
  })
  vi.stubGlobal('window', { top: 'the page', self: 'the frame' })
  runInjected(3)
  const [frame] = await tabScripting.listFrames(1)
  expect([frame?.url.length, frame?.page.length]).toEqual([2_000, 2_000])
})

test('tab scripting stops reading a body that does not end, and cuts it', async () => {
  const cancel = vi.fn()
  const pull = (controller: ReadableStreamDefaultController): void =>
    controller.enqueue(new TextEncoder().encode('é'.repeat(10_000)))
  const body = new ReadableStream({ pull, cancel })
  vi.stubGlobal('fetch', async () => new Response(body))
  runInjected()
  expect(await tabScripting.fetchInTab(1, hubPage)).toEqual({ status: 200, body: 'é'.repeat(65_536) })
  expect(cancel).toHaveBeenCalledOnce()
})

test.each([
  ['a body in several pieces', new Response(new Blob(['{"user', 'Id":"é"}'])), '{"userId":"é"}'],
  ['a response without a body', new Response(null), ''],
])('tab scripting reads %s', async (_, response, body) => {
  vi.stubGlobal('fetch', async () => response)
  runInjected()
  expect(await tabScripting.fetchInTab(1, hubPage)).toEqual({ status: 200, body })
})

test('tab scripting cuts the reason why a page has no answer', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error(long(1_000_000))))
  runInjected()
  expect(await tabScripting.fetchInTab(1, hubPage)).toEqual({ status: 0, body: '', error: long(300) })
})
