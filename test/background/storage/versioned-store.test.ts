import * as v from 'valibot'
import { expect, test } from 'vitest'
import { openQuarantine } from '../../../src/background/storage/quarantine.ts'
import { openVersionedStore } from '../../../src/background/storage/versioned-store.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'

function openStore(values: Record<string, unknown> = {}) {
  const storage = new FakeLocalStorage(values)
  let changes = 0
  const aside = openQuarantine(
    storage,
    () => 1000,
    () => {
      changes += 1
    },
  )
  const schema = v.array(v.number())
  const lasting = openVersionedStore({
    storage,
    quarantine: aside,
    key: 'numbers',
    version: 1,
    schema,
    empty: [],
  })
  return { storage, aside, lasting, changes: () => changes }
}

test('gives what was stored, under its version', async () => {
  const { storage, lasting } = openStore()
  await lasting.update(numbers => [...numbers, 1])
  expect(await lasting.read()).toEqual([1])
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [1] })
})

test('loses none of many changes at once', async () => {
  const { lasting } = openStore()
  await Promise.all([1, 2, 3].map(number => lasting.update(numbers => [...numbers, number])))
  expect(await lasting.read()).toEqual([1, 2, 3])
})

test.each([
  ['broken', 'a text'],
  ['broken', { version: 1, data: ['one'] }],
  ['broken', { version: 'one', data: [] }],
  ['newer', { version: 2, data: [1] }],
  ['newer', { version: 2, data: { numbers: 1 } }],
] as const)('keeps %s data aside and starts empty: %j', async (why, found) => {
  const { storage, aside, lasting, changes } = openStore({ numbers: found })
  expect(await lasting.update(numbers => [...numbers, 5])).toEqual([5])
  const [item, ...others] = await aside.list()
  expect(others).toEqual([])
  expect(item).toMatchObject({ what: 'numbers', why, at: 1000 })
  expect(await aside.readValue(item?.key ?? '')).toEqual(found)
  expect(changes()).toBe(1)
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [5] })
})

test('goes on after a store that took nothing, and says so to the one who asked', async () => {
  const { storage, lasting } = openStore()
  const { save } = storage
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(lasting.update(() => [1])).rejects.toThrow('quota')
  storage.save = save
  expect(await lasting.update(() => [2])).toEqual([2])
})

test('does not empty the place of what it could not keep aside', async () => {
  const { storage, lasting } = openStore({ numbers: 'broken' })
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(lasting.read()).rejects.toThrow('quota')
  expect(await storage.load('numbers')).toBe('broken')
})

test('discards what was kept aside, and nothing else that a page may name', async () => {
  const { storage, aside, lasting } = openStore({ numbers: 'broken', other: 1 })
  await lasting.read()
  await aside.discard('other')
  expect(await aside.readValue('other')).toBeUndefined()
  expect(await storage.load('other')).toBe(1)
  for (const { key } of await aside.list()) await aside.discard(key)
  expect(await aside.list()).toEqual([])
})
