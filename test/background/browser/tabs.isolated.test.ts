import { beforeEach, expect, test, vi } from 'vitest'
import { tabs } from '../../../src/background/browser/tabs.ts'

const { api } = vi.hoisted(() => {
  const event = { addListener: vi.fn(), removeListener: vi.fn() }
  const tabs = { create: vi.fn(), update: vi.fn(), get: vi.fn(), onUpdated: event, onRemoved: event }
  return { api: { tabs, windows: { get: vi.fn() } } }
})
vi.mock('webextension-polyfill', () => ({ default: api }))

beforeEach(() => vi.resetAllMocks())

const hub = 'https://qlik.test/hub/'
const showTab = (tab?: { id: number; active: boolean }) =>
  tabs.show(hub, { windowId: 7, tab }, new AbortController().signal)

test('tabs report TAB_CLOSED for a closed window as for a closed tab', async () => {
  api.tabs.create.mockRejectedValue(new Error('No window with id: 7.'))
  api.windows.get.mockRejectedValue(new Error('No window with id: 7.'))
  await expect(showTab()).rejects.toMatchObject({ code: 'TAB_CLOSED', finding: { details: { hub } } })
})

test('tabs report TAB_CLOSED for a tab that is closed at the last moment', async () => {
  api.tabs.update.mockRejectedValue(new Error('No tab with id: 3.'))
  api.tabs.get.mockRejectedValue(new Error('No tab with id: 3.'))
  await expect(showTab({ id: 3, active: true })).rejects.toMatchObject({ code: 'TAB_CLOSED' })
})

test('tabs rethrow any other reason why a tab cannot be opened', async () => {
  const thrown = new Error('Tabs cannot be edited right now.')
  api.tabs.create.mockRejectedValue(thrown)
  api.windows.get.mockResolvedValue({ id: 7 })
  await expect(showTab()).rejects.toBe(thrown)
})
