import { expect, test } from 'vitest'
import { openKeptAside } from '../../../src/background/kept-aside.ts'
import { createPersonas } from '../../../src/background/personas/personas.ts'
import type { PersonasState } from '../../../src/shared/personas.ts'
import { LocalStorageDouble } from '../../doubles/browser.ts'
import { personaOf } from '../../doubles/persona.ts'

const anna = personaOf('Anna')
const ben = personaOf('Ben')
const storeOf = (...personas: unknown[]) =>
  new LocalStorageDouble({ personas: { version: 1, data: { personas } } })

function open(storage = new LocalStorageDouble()) {
  const told: PersonasState[] = []
  const aside = openKeptAside(
    storage,
    () => 1000,
    () => undefined,
  )
  const publish = (state: PersonasState) => void told.push(state)
  const personas = createPersonas({ storage, aside, publish, now: () => 1000 })
  return { storage, aside, told, personas, latest: () => told.at(-1) }
}

test('are told as soon as they are read', async () => {
  const { personas, told } = open(storeOf(anna))
  await personas.all()
  expect(told).toMatchObject([{ personas: [anna] }])
})

test('are there for the next worker', async () => {
  const { storage, personas } = open()
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [anna, ben] })
  personas.used('ben')
  await personas.all()
  expect(await open(storage).personas.all()).toMatchObject([anna, { label: 'Ben', lastUsedAt: 1000 }])
})

test('a deletion can be undone by the next worker too', async () => {
  const first = open(storeOf(anna, ben))
  first.personas.handlers.deletePersona({ intent: 'deletePersona', id: 'anna' })
  await first.personas.all()
  const next = open(first.storage)
  await next.personas.all()
  expect(next.latest()?.deleted).toEqual(anna)
  next.personas.handlers.undeletePersona({ intent: 'undeletePersona' })
  expect(await next.personas.all()).toEqual([anna, ben])
})

test.each([
  ['broken', { version: 1, data: { personas: [anna, { label: 'half' }] } }],
  ['newer', { version: 2, data: { folders: [] } }],
] as const)('what is %s is kept aside untouched', async (why, value) => {
  const { aside, personas } = open(new LocalStorageDouble({ personas: value }))
  expect(await personas.all()).toEqual([])
  const [item] = await aside.list()
  expect(item).toMatchObject({ what: 'personas', why })
  expect(await aside.value(item?.key ?? '')).toEqual(value)
})

test('a store that cannot be read is not overwritten, and that is said', async () => {
  const storage = storeOf(anna)
  const { load } = storage
  storage.load = () => Promise.reject(new Error('no storage'))
  const { personas, latest } = open(storage)
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [ben] })
  await personas.all()
  expect(latest()?.notSaved).toBe('no storage')
  expect(await load('personas')).toMatchObject({ data: { personas: [anna] } })
})

test('a change that was not stored is not shown, but said until one is', async () => {
  const { storage, personas, latest } = open(storeOf(anna))
  const { save } = storage
  storage.save = () => Promise.reject(new Error('quota exceeded'))
  personas.handlers.deletePersona({ intent: 'deletePersona', id: 'anna' })
  await personas.all()
  expect(latest()).toMatchObject({ personas: [anna], notSaved: 'quota exceeded' })
  storage.save = save
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [ben] })
  await personas.all()
  expect(latest()).toEqual({ personas: [ben, anna], deleted: undefined })
})

test('ten thousand are taken at once', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => personaOf(`User ${index}`))
  const { storage, personas } = open()
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: many })
  expect(await personas.all()).toHaveLength(10_000)
  expect(await open(storage).personas.all()).toHaveLength(10_000)
})
