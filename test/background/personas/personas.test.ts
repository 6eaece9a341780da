import { expect, test } from 'vitest'
import type { PersonasState } from '#shared/personas/persona-state'
import { createPersonas } from '../../../src/background/personas/personas.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'
import { startQuarantine } from '../../support/quarantine-harness.ts'

const anna = personaFixture('Anna')
const ben = personaFixture('Ben')
const createStore = (...personas: unknown[]) =>
  new FakeLocalStorage({ personas: { version: 1, data: { personas } } })

function openPersonas(storage = new FakeLocalStorage()) {
  const published: PersonasState[] = []
  const { quarantine, list, readValue } = startQuarantine(storage)
  const publish = (state: PersonasState) => void published.push(state)
  const personas = createPersonas({ storage, quarantine, publish, now: () => 1000 })
  return { storage, list, readValue, published, personas, latest: () => published.at(-1) }
}

test('personas publish the collection once it is read', async () => {
  const { personas, published } = openPersonas(createStore(anna))
  await personas.list()
  expect(published).toMatchObject([{ personas: [anna] }])
})

test('personas survive a restart of the worker', async () => {
  const { storage, personas } = openPersonas()
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [anna, ben] })
  personas.markUsed('ben')
  await personas.list()
  expect(await openPersonas(storage).personas.list()).toMatchObject([
    anna,
    { label: 'Ben', lastUsedAt: 1000 },
  ])
})

test('personas undo a deletion after a restart of the worker', async () => {
  const first = openPersonas(createStore(anna, ben))
  first.personas.handlers.deletePersona({ intent: 'deletePersona', id: 'anna' })
  await first.personas.list()
  const next = openPersonas(first.storage)
  await next.personas.list()
  expect(next.latest()?.deleted).toEqual(anna)
  next.personas.handlers.undeletePersona({ intent: 'undeletePersona' })
  expect(await next.personas.list()).toEqual([anna, ben])
})

test.each([
  ['broken', { version: 1, data: { personas: [anna, { label: 'half' }] } }],
  ['newer', { version: 2, data: { folders: [] } }],
] as const)('personas quarantine %s data unchanged', async (why, value) => {
  const { list, readValue, personas } = openPersonas(new FakeLocalStorage({ personas: value }))
  expect(await personas.list()).toEqual([])
  const [item] = await list()
  expect(item).toMatchObject({ what: 'personas', why })
  expect(await readValue(item?.key ?? '')).toEqual(value)
})

test('personas do not overwrite a storage that cannot be read, and report the error', async () => {
  const storage = createStore(anna)
  const { load } = storage
  storage.load = () => Promise.reject(new Error('no storage'))
  const { personas, latest } = openPersonas(storage)
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [ben] })
  await personas.list()
  expect(latest()?.notSaved).toBe('no storage')
  expect(await load('personas')).toMatchObject({ data: { personas: [anna] } })
})

test('personas do not publish a change that was not saved, and report the error until the next one is saved', async () => {
  const { storage, personas, latest } = openPersonas(createStore(anna))
  const { save } = storage
  storage.save = () => Promise.reject(new Error('quota exceeded'))
  personas.handlers.deletePersona({ intent: 'deletePersona', id: 'anna' })
  await personas.list()
  expect(latest()).toMatchObject({ personas: [anna], notSaved: 'quota exceeded' })
  storage.save = save
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: [ben] })
  await personas.list()
  expect(latest()).toEqual({ personas: [ben, anna], deleted: undefined })
})

test('personas accept ten thousand at once', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => personaFixture(`User ${index}`))
  const { storage, personas } = openPersonas()
  personas.handlers.savePersonas({ intent: 'savePersonas', personas: many })
  expect(await personas.list()).toHaveLength(10_000)
  expect(await openPersonas(storage).personas.list()).toHaveLength(10_000)
})
