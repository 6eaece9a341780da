import * as v from 'valibot'
import { expect, test } from 'vitest'
import { openVersionedStore } from '../../../src/background/storage/versioned-store.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'
import { startQuarantine } from '../../support/quarantine-harness.ts'

function openStore(values: Record<string, unknown> = {}) {
  const storage = new FakeLocalStorage(values)
  const quarantined = startQuarantine(storage)
  const schema = v.array(v.number())
  const store = openVersionedStore({
    storage,
    quarantine: quarantined.quarantine,
    key: 'numbers',
    version: 1,
    schema,
    empty: [],
  })
  return { storage, quarantined, store }
}

test('versioned store returns the stored value and stores its version', async () => {
  const { storage, store } = openStore()
  await store.update(numbers => [...numbers, 1])
  expect(await store.read()).toEqual([1])
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [1] })
})

test('versioned store loses no concurrent change', async () => {
  const { store } = openStore()
  await Promise.all([1, 2, 3].map(number => store.update(numbers => [...numbers, number])))
  expect(await store.read()).toEqual([1, 2, 3])
})

test.each([
  ['broken', 'a text'],
  ['broken', { version: 1, data: ['one'] }],
  ['broken', { version: 'one', data: [] }],
  ['newer', { version: 2, data: [1] }],
  ['newer', { version: 2, data: { numbers: 1 } }],
] as const)('versioned store quarantines %s data and starts empty: %j', async (why, found) => {
  const { storage, quarantined, store } = openStore({ numbers: found })
  expect(await store.update(numbers => [...numbers, 5])).toEqual([5])
  const [item, ...others] = await quarantined.list()
  expect(others).toEqual([])
  expect(item).toMatchObject({ what: 'numbers', why, at: 1000 })
  expect(await quarantined.readValue(item?.key ?? '')).toEqual(found)
  // One list was published by the store, the other one by this test.
  expect(quarantined.lists).toHaveLength(2)
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [5] })
})

test('versioned store reports a failed save to the caller, and continues', async () => {
  const { storage, store } = openStore()
  const { save } = storage
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(store.update(() => [1])).rejects.toThrow('quota')
  storage.save = save
  expect(await store.update(() => [2])).toEqual([2])
})

test('versioned store keeps data that it could not quarantine', async () => {
  const { storage, store } = openStore({ numbers: 'broken' })
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(store.read()).rejects.toThrow('quota')
  expect(await storage.load('numbers')).toBe('broken')
})

test('quarantine discards its own items only, whatever key a page names', async () => {
  const { storage, quarantined, store } = openStore({ numbers: 'broken', other: 1 })
  await store.read()
  await quarantined.discard('other')
  expect(await quarantined.readValue('other')).toBeUndefined()
  expect(await storage.load('other')).toBe(1)
  for (const { key } of await quarantined.list()) await quarantined.discard(key)
  expect(await quarantined.list()).toEqual([])
})
