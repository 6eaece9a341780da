import * as v from 'valibot'
import { expect, test } from 'vitest'
import { openKeptAside } from '../../src/background/kept-aside.ts'
import { openLasting } from '../../src/background/lasting.ts'
import { LocalStorageDouble } from '../doubles/browser.ts'

function open(values: Record<string, unknown> = {}) {
  const storage = new LocalStorageDouble(values)
  let changes = 0
  const aside = openKeptAside(
    storage,
    () => 1000,
    () => {
      changes += 1
    },
  )
  const schema = v.array(v.number())
  const lasting = openLasting({ storage, aside, key: 'numbers', version: 1, schema, empty: [] })
  return { storage, aside, lasting, changes: () => changes }
}

test('gives what was stored, under its version', async () => {
  const { storage, lasting } = open()
  await lasting.change(numbers => [...numbers, 1])
  expect(await lasting.value()).toEqual([1])
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [1] })
})

test('loses none of many changes at once', async () => {
  const { lasting } = open()
  await Promise.all([1, 2, 3].map(number => lasting.change(numbers => [...numbers, number])))
  expect(await lasting.value()).toEqual([1, 2, 3])
})

test.each([
  ['broken', 'a text'],
  ['broken', { version: 1, data: ['one'] }],
  ['broken', { version: 'one', data: [] }],
  ['newer', { version: 2, data: [1] }],
  ['newer', { version: 2, data: { numbers: 1 } }],
] as const)('keeps %s data aside and starts empty: %j', async (why, found) => {
  const { storage, aside, lasting, changes } = open({ numbers: found })
  expect(await lasting.change(numbers => [...numbers, 5])).toEqual([5])
  const [item, ...others] = await aside.list()
  expect(others).toEqual([])
  expect(item).toMatchObject({ what: 'numbers', why, at: 1000 })
  expect(await aside.value(item?.key ?? '')).toEqual(found)
  expect(changes()).toBe(1)
  expect(await storage.load('numbers')).toEqual({ version: 1, data: [5] })
})

test('goes on after a store that took nothing, and says so to the one who asked', async () => {
  const { storage, lasting } = open()
  const { save } = storage
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(lasting.change(() => [1])).rejects.toThrow('quota')
  storage.save = save
  expect(await lasting.change(() => [2])).toEqual([2])
})

test('does not empty the place of what it could not keep aside', async () => {
  const { storage, lasting } = open({ numbers: 'broken' })
  storage.save = () => Promise.reject(new Error('quota'))
  await expect(lasting.value()).rejects.toThrow('quota')
  expect(await storage.load('numbers')).toBe('broken')
})

test('discards what was kept aside, and nothing else that a page may name', async () => {
  const { storage, aside, lasting } = open({ numbers: 'broken', other: 1 })
  await lasting.value()
  await aside.discard('other')
  expect(await aside.value('other')).toBeUndefined()
  expect(await storage.load('other')).toBe(1)
  for (const { key } of await aside.list()) await aside.discard(key)
  expect(await aside.list()).toEqual([])
})
