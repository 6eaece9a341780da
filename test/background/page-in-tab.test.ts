import { afterEach, expect, test, vi } from 'vitest'
import { pageInTab } from '../../src/background/browser/page-in-tab.ts'

const { executeScript } = vi.hoisted(() => ({ executeScript: vi.fn() }))
vi.mock('webextension-polyfill', () => ({ default: { scripting: { executeScript } } }))

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('takes a page that answers nobody for one that nobody may look into', async () => {
  const deadline = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
  executeScript.mockReturnValue(new Promise(() => {}))
  const looks = [pageInTab.look(1), pageInTab.get(1, 'https://qlik.test/qps/user'), pageInTab.frames(1)]
  deadline.abort()
  expect(await Promise.all(looks)).toEqual([undefined, undefined, []])
})

test.each([
  ['https://portal.test/start?ticket=secret', 'https://portal.test'],
  ['', ''],
])('tells of the page around a frame no more than its origin: %s', async (referrer, page) => {
  const href = 'https://qlik.test/hub/'
  vi.stubGlobal('document', { location: { href, origin: 'https://qlik.test' }, referrer })
  vi.stubGlobal('window', { top: 'the page', self: 'the frame' })
  executeScript.mockImplementation(async ({ func }: { func(): unknown }) => [{ frameId: 3, result: func() }])
  expect(await pageInTab.frames(1)).toEqual([{ id: 3, url: href, page }])
})
