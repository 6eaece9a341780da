import { beforeEach, expect, test, vi } from 'vitest'
import { probes } from '../../../src/background/browser/probes.ts'

const { api, stored } = vi.hoisted(() => {
  const stored: Record<string, unknown> = {}
  const onRemoved = { addListener: () => {}, removeListener: () => {} }
  /** Every tab loads at once. */
  const onUpdated = {
    ...onRemoved,
    addListener(listener: (id: number, change: { status: string }) => void) {
      for (const id of [5, 6]) listener(id, { status: 'complete' })
    },
  }
  const tabs = { create: vi.fn(), get: vi.fn(), remove: vi.fn(), onUpdated, onRemoved }
  const area = {
    get: async (key: string) => ({ [key]: stored[key] }),
    set: async (values: object) => void Object.assign(stored, values),
  }
  const windows = { create: vi.fn() }
  return { api: { tabs, windows, storage: { session: area } }, stored }
})
vi.mock('webextension-polyfill', () => ({ default: api }))

const hub = 'https://qlik.test/hub/'
const { signal } = new AbortController()

beforeEach(() => {
  vi.resetAllMocks()
  for (const key of Object.keys(stored)) delete stored[key]
  api.tabs.get.mockImplementation(async id => ({ id, windowId: 1, url: hub, status: 'complete' }))
  api.tabs.remove.mockResolvedValue(undefined)
  api.tabs.create.mockResolvedValue({ id: 5 })
  api.windows.create.mockResolvedValue({ tabs: [{ id: 6 }] })
})

test.each([
  ['tab', 5, (work: () => Promise<unknown>) => probes.withTab(hub, 1, signal, work)],
  ['private window', 6, (work: () => Promise<unknown>) => probes.withPrivateWindow(hub, signal, work)],
])('a later worker closes the %s that a stopped one has left open, once', async (_, id, open) => {
  const reached = new Promise<void>(resolve => {
    // The stopped worker never goes on.
    void open(() => new Promise(() => resolve()))
  })
  await reached
  expect(api.tabs.remove).not.toHaveBeenCalled()
  await probes.closeLeft()
  await probes.closeLeft()
  expect(api.tabs.remove.mock.calls).toEqual([[id]])
})

test('a tab that was closed is not closed again', async () => {
  await probes.withTab(hub, 1, signal, async () => {})
  await probes.closeLeft()
  expect(api.tabs.remove.mock.calls).toEqual([[5]])
})

test('no tab is closed if Hubpass has opened none', async () => {
  await probes.closeLeft()
  expect(api.tabs.remove).not.toHaveBeenCalled()
})
