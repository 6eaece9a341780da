import { beforeEach, expect, test, vi } from 'vitest'
import { containers } from '../../../src/background/browser/containers.ts'
import { cookies } from '../../../src/background/browser/cookies.ts'
import { tabs } from '../../../src/background/browser/tabs.ts'

const { api } = vi.hoisted(() => {
  const event = { addListener: vi.fn(), removeListener: vi.fn() }
  return {
    api: {
      contextualIdentities: { get: vi.fn(), query: vi.fn(), create: vi.fn() },
      cookies: { getAllCookieStores: vi.fn() },
      runtime: { getURL: () => 'moz-extension://ours/' },
      tabs: { query: vi.fn(), get: vi.fn(), create: vi.fn(), onUpdated: event, onRemoved: event },
    },
  }
})
vi.mock('webextension-polyfill', () => ({ default: api }))

const work = { cookieStoreId: 'firefox-container-2', name: 'Work' }
const container = { storeId: work.cookieStoreId, name: 'Work' }
const hub = 'https://qlik.test/hub/'

/** One window of Firefox: a tab in a container in front, one without, and a page of ours. */
const frontTabs = [
  { id: 1, active: false, lastAccessed: 1, url: hub, cookieStoreId: 'firefox-default' },
  { id: 2, active: false, lastAccessed: 2, url: hub, cookieStoreId: work.cookieStoreId },
  { id: 3, active: true, url: 'moz-extension://ours/src/popup/index.html', cookieStoreId: 'firefox-default' },
]

beforeEach(() => {
  vi.resetAllMocks()
  api.tabs.query.mockResolvedValue(frontTabs)
  api.cookies.getAllCookieStores.mockResolvedValue([
    { id: 'firefox-default', tabIds: [1, 3] },
    { id: work.cookieStoreId, tabIds: [2] },
  ])
  api.contextualIdentities.get.mockImplementation(async (id: string) => {
    if (id !== work.cookieStoreId) throw new Error(`Invalid contextual identity: ${id}`)
    return work
  })
})

test('findInFront names the container of the tab in front, and none for other stores', async () => {
  expect(await containers.findInFront(7)).toEqual(container)
  api.tabs.query.mockResolvedValue(frontTabs.slice(0, 1))
  expect(await containers.findInFront(7)).toBeUndefined()
  api.tabs.query.mockResolvedValue([])
  expect(await containers.findInFront(7)).toBeUndefined()
})

test('getStoreIdOfWindow returns the store of the tab in front, not of any tab', async () => {
  expect(await cookies.getStoreIdOfWindow(7)).toBe(work.cookieStoreId)
  api.tabs.query.mockResolvedValue([])
  expect(await cookies.getStoreIdOfWindow(7)).toBeUndefined()
})

test('open returns the container of a name, and creates a missing one', async () => {
  api.contextualIdentities.query.mockResolvedValue([work])
  expect(await containers.open('Work')).toEqual(container)
  expect(api.contextualIdentities.create).not.toHaveBeenCalled()
  api.contextualIdentities.query.mockResolvedValue([])
  api.contextualIdentities.create.mockResolvedValue({ cookieStoreId: 'firefox-container-9', name: 'New' })
  expect(await containers.open('New')).toEqual({ storeId: 'firefox-container-9', name: 'New' })
})

test('open throws CONTAINERS_OFF in a Firefox without containers', async () => {
  api.contextualIdentities.query.mockRejectedValue(new Error('Contextual identities are currently disabled'))
  await expect(containers.open('Work')).rejects.toMatchObject({
    code: 'CONTAINERS_OFF',
    finding: { details: { container: 'Work' } },
  })
})

test.each([
  ['a container without tabs', work.cookieStoreId, true],
  ['the default store without tabs', 'firefox-default', true],
  ['a deleted container', 'firefox-container-9', false],
  ['a closed private window', 'firefox-private', false],
])('hasStore knows whether the cookies of %s exist', async (_, storeId, exists) => {
  api.cookies.getAllCookieStores.mockResolvedValue([])
  expect(await cookies.hasStore(storeId)).toBe(exists)
})

test.each([
  [{ cookieStoreId: work.cookieStoreId }, work.cookieStoreId],
  [{}, undefined],
])('show opens a new tab with %j', async (expected, containerStoreId) => {
  api.tabs.create.mockRejectedValue(new Error('stop'))
  const place = { windowId: 7, containerStoreId }
  await expect(tabs.show(hub, place, new AbortController().signal)).rejects.toThrow()
  expect(api.tabs.create.mock.calls).toEqual([[{ url: hub, windowId: 7, ...expected }]])
})
