import { expect, it } from 'vitest'
import { sortPersonas, toIdentity } from '#shared/personas/persona'
import { personaFixture } from '../../support/persona-fixture.ts'

const listLabels = (personas: { label: string }[]) => personas.map(({ label }) => label)

it('toIdentity uses the attributes of the active set', () => {
  const anna = personaFixture('Anna')
  expect(toIdentity(anna)).toEqual({
    userDirectory: 'DOMAIN',
    userId: 'Anna',
    attributes: [{ name: 'group', value: 'HR' }],
  })
  expect(toIdentity({ ...anna, setInUse: 'without HR' }).attributes).toEqual([])
})

it('toIdentity falls back to the first set, or to no attributes', () => {
  expect(toIdentity(personaFixture('Anna', { setInUse: 'gone' })).attributes).toHaveLength(1)
  expect(toIdentity(personaFixture('Anna', { attributeSets: [] })).attributes).toEqual([])
})

it('sortPersonas sorts by pinned, then last use, then saved order', () => {
  const personas = [
    personaFixture('New'),
    personaFixture('Older'),
    personaFixture('Yesterday', { lastUsedAt: 1 }),
    personaFixture('Today', { lastUsedAt: 2 }),
    personaFixture('Pinned', { pinned: true }),
    personaFixture('Pinned today', { pinned: true, lastUsedAt: 2 }),
  ]
  expect(listLabels(sortPersonas(personas))).toEqual([
    'Pinned today',
    'Pinned',
    'Today',
    'Yesterday',
    'New',
    'Older',
  ])
})
