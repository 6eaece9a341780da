import { expect, it } from 'vitest'
import { identityOf, inOrder } from '../../src/shared/persona.ts'
import { personaOf } from '../doubles/persona.ts'

const labels = (personas: { label: string }[]) => personas.map(({ label }) => label)

it('signs in with the attributes of the set in use', () => {
  const anna = personaOf('Anna')
  expect(identityOf(anna)).toEqual({
    userDirectory: 'DOMAIN',
    userId: 'Anna',
    attributes: [{ name: 'group', value: 'HR' }],
  })
  expect(identityOf({ ...anna, setInUse: 'without HR' }).attributes).toEqual([])
})

it('uses the first set where none has the name, and no attributes where there is none', () => {
  expect(identityOf(personaOf('Anna', { setInUse: 'gone' })).attributes).toHaveLength(1)
  expect(identityOf(personaOf('Anna', { attributeSets: [] })).attributes).toEqual([])
})

it('comes pinned first, then last used, then as saved', () => {
  const personas = [
    personaOf('New'),
    personaOf('Older'),
    personaOf('Yesterday', { lastUsedAt: 1 }),
    personaOf('Today', { lastUsedAt: 2 }),
    personaOf('Pinned', { pinned: true }),
    personaOf('Pinned today', { pinned: true, lastUsedAt: 2 }),
  ]
  expect(labels(inOrder(personas))).toEqual(['Pinned today', 'Pinned', 'Today', 'Yesterday', 'New', 'Older'])
})
