import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Settings } from '#shared/settings'
import { createSettings } from '../../../src/background/settings/settings.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'

const defaults: Settings = {
  theme: 'system',
  language: 'system',
  defaultSite: '',
  runsKept: 50,
  confirmEnds: true,
}

function openSettings(stored?: unknown) {
  const storage = new FakeLocalStorage(stored === undefined ? {} : { settings: stored })
  const quarantined: unknown[] = []
  const published: Settings[] = []
  const owner = createSettings({
    storage,
    quarantine: { add: async (...item) => void quarantined.push(item) },
    publish: settings => published.push(settings),
  })
  const change = (values: Partial<Settings>) =>
    owner.handlers.changeSettings({ intent: 'changeSettings', change: values })
  return { storage, quarantined, published, owner, change, kept: () => storage.load('settings') }
}

test('settings are the defaults until something is chosen', async () => {
  const { owner, kept } = openSettings()
  expect(await owner.read()).toEqual(defaults)
  expect(await kept()).toBeUndefined()
})

test('changed settings are stored, published and read again', async () => {
  const { owner, change, published, kept } = openSettings()
  change({ theme: 'dark' })
  change({ runsKept: 10 })
  expect(await owner.read()).toEqual({ ...defaults, theme: 'dark', runsKept: 10 })
  expect(await kept()).toEqual({ version: 1, data: { theme: 'dark', runsKept: 10 } })
  await vi.waitFor(() => expect(published.at(-1)).toMatchObject({ theme: 'dark', runsKept: 10 }))
})

test('settings of a newer version are used as far as they are known, and kept', async () => {
  const newer = { version: 7, data: { theme: 'sepia', language: 'fr', density: { popup: 'compact' } } }
  const { owner, change, kept, quarantined } = openSettings(newer)
  expect(await owner.read()).toEqual({ ...defaults, language: 'fr' })
  change({ confirmEnds: false })
  await owner.read()
  expect(await kept()).toEqual({ version: 7, data: { ...newer.data, confirmEnds: false } })
  expect(quarantined).toEqual([])
})

test('broken settings go to quarantine, and the defaults apply', async () => {
  const { owner, quarantined, kept } = openSettings('dark')
  expect(await owner.read()).toEqual(defaults)
  expect(quarantined).toEqual([['settings', 'broken', 'dark']])
  expect(await kept()).toBeUndefined()
})

test('settings stay as they were if the storage is full', async () => {
  const { owner, change, storage, published } = openSettings()
  storage.save = async () => Promise.reject(new Error('full'))
  change({ theme: 'dark' })
  expect(await owner.read()).toEqual(defaults)
  await vi.waitFor(() => expect(published.at(-1)).toEqual(defaults))
})

test('any stored values give valid settings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...Object.keys(defaults)), fc.anything()), async data => {
      const { theme, runsKept, confirmEnds } = await openSettings({ version: 1, data }).owner.read()
      expect(['system', 'light', 'dark']).toContain(theme)
      expect([10, 25, 50, 100]).toContain(runsKept)
      expect(confirmEnds).toBeTypeOf('boolean')
    }),
  )
})
