import { expect, it } from 'vitest'
import { sortPersonas, toIdentity } from '#shared/personas/persona'
import { personaFixture } from '../../support/persona-fixture.ts'

const listLabels = (personas: { label: string }[]) => personas.map(({ label }) => label)

it('signs in with the attributes of the set in use', () => {
  const anna = personaFixture('Anna')
  expect(toIdentity(anna)).toEqual({
    userDirectory: 'DOMAIN',
    userId: 'Anna',
    attributes: [{ name: 'group', value: 'HR' }],
  })
  expect(toIdentity({ ...anna, setInUse: 'without HR' }).attributes).toEqual([])
})

it('uses the first set where none has the name, and no attributes where there is none', () => {
  expect(toIdentity(personaFixture('Anna', { setInUse: 'gone' })).attributes).toHaveLength(1)
  expect(toIdentity(personaFixture('Anna', { attributeSets: [] })).attributes).toEqual([])
})

it('comes pinned first, then last used, then as saved', () => {
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
