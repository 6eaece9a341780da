import { describe, expect, it } from 'vitest'
import { applyOverrides } from '../../../src/background/personas/managed.ts'
import type { PersonaCollection } from '../../../src/background/personas/persona-collection.ts'
import { type PersonaAction, reducePersonas } from '../../../src/background/personas/reducer.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const [anna, ben, carla] = ['Anna', 'Ben', 'Carla'].map(label => personaFixture(label))
if (!anna || !ben || !carla) throw new Error('three personas')

const applyActions = (...actions: PersonaAction[]): PersonaCollection =>
  actions.reduce(reducePersonas, { personas: [anna, ben, carla] })
const listLabels = ({ personas }: PersonaCollection) => personas.map(({ label }) => label)

describe('saving', () => {
  it('puts a new persona first', () =>
    expect(listLabels(applyActions({ intent: 'savePersonas', personas: [personaFixture('Dora')] }))).toEqual([
      'Dora',
      'Anna',
      'Ben',
      'Carla',
    ]))
  it('edits one in its place', () =>
    expect(
      listLabels(applyActions({ intent: 'savePersonas', personas: [{ ...ben, label: 'Benno' }] })),
    ).toEqual(['Anna', 'Benno', 'Carla']))
  it('takes many at once, the last of each id', () => {
    const personas = [
      personaFixture('Dora'),
      { ...carla, label: 'C' },
      personaFixture('Dora', { label: 'Dorothea' }),
    ]
    expect(listLabels(applyActions({ intent: 'savePersonas', personas }))).toEqual([
      'Dorothea',
      'Anna',
      'Ben',
      'C',
    ])
  })
  it('leaves a pin, and when it was used, as they have become while it was edited', () =>
    expect(
      applyActions(
        { intent: 'pinPersona', id: 'ben', pinned: true },
        { intent: 'personaUsed', id: 'ben', at: 9 },
        { intent: 'savePersonas', personas: [{ ...ben, label: 'Benno' }] },
      ).personas[1],
    ).toEqual({ ...ben, label: 'Benno', pinned: true, lastUsedAt: 9 }))
  it('brings back one that was deleted in another window while it was edited', () =>
    expect(
      listLabels(
        applyActions({ intent: 'deletePersona', id: 'ben' }, { intent: 'savePersonas', personas: [ben] }),
      ),
    ).toEqual(['Ben', 'Anna', 'Carla']))
})

describe('duplicating', () => {
  const copy = { intent: 'duplicatePersona', id: 'ben', newId: 'new', label: 'Ben (copy)' } as const
  it('puts the copy before its original', () => {
    const book = applyActions(copy)
    expect(listLabels(book)).toEqual(['Anna', 'Ben (copy)', 'Ben', 'Carla'])
    expect(book.personas[1]).toEqual({ ...ben, id: 'new', label: 'Ben (copy)' })
  })
  it('happens once, and not to one that is gone', () => {
    expect(listLabels(applyActions(copy, copy))).toHaveLength(4)
    expect(listLabels(applyActions({ ...copy, id: 'gone' }))).toHaveLength(3)
  })
})

describe('deleting', () => {
  const deleting = { intent: 'deletePersona', id: 'ben' } as const
  const undoing = { intent: 'undeletePersona' } as const
  it('takes one away and remembers it', () => {
    expect(listLabels(applyActions(deleting))).toEqual(['Anna', 'Carla'])
    expect(applyActions(deleting).deleted?.persona).toEqual(ben)
  })
  it('is undone, once, in its place', () => {
    const book = applyActions(deleting, undoing, undoing)
    expect(listLabels(book)).toEqual(['Anna', 'Ben', 'Carla'])
    expect(book.deleted).toBeUndefined()
  })
  it('undoes the last one', () =>
    expect(listLabels(applyActions(deleting, { ...deleting, id: 'anna' }, undoing))).toEqual([
      'Anna',
      'Carla',
    ]))
  it('of what is gone already changes nothing, nor what can be undone', () =>
    expect(applyActions(deleting, deleting).deleted?.persona).toEqual(ben))
  it('cannot be undone after something else was saved or used', () => {
    expect(applyActions(deleting, { intent: 'personaUsed', id: 'anna', at: 1 }).deleted).toBeUndefined()
    expect(applyActions(deleting, { intent: 'savePersonas', personas: [anna] }).deleted).toBeUndefined()
  })
})

it('pins and unpins', () => {
  const pin = { intent: 'pinPersona', id: 'ben', pinned: true } as const
  expect(applyActions(pin).personas[1]?.pinned).toBe(true)
  expect(applyActions(pin, { ...pin, pinned: false }).personas[1]?.pinned).toBe(false)
})

it('swaps the attribute set', () =>
  expect(
    applyActions({ intent: 'useAttributeSet', id: 'anna', set: 'without HR' }).personas[0]?.setInUse,
  ).toBe('without HR'))

it('remembers when one was used', () =>
  expect(applyActions({ intent: 'personaUsed', id: 'carla', at: 77 }).personas[2]?.lastUsedAt).toBe(77))

describe('importing', () => {
  const news = [personaFixture('Dora'), { ...ben, label: 'Benno' }]
  it('brings and changes, all at once', () => {
    const book = applyActions({ intent: 'importPersonas', personas: news })
    expect(listLabels(book)).toEqual(['Dora', 'Anna', 'Benno', 'Carla'])
  })
  it('takes all of it back in one step', () =>
    expect(applyActions({ intent: 'importPersonas', personas: news }, { intent: 'undoImport' })).toEqual(
      applyActions(),
    ))
  it('takes back nothing else that has happened since', () => {
    const book = applyActions(
      { intent: 'importPersonas', personas: news },
      { intent: 'pinPersona', id: 'carla', pinned: true },
      { intent: 'undoImport' },
    )
    expect(book.personas).toEqual([anna, ben, { ...carla, pinned: true }])
  })
  it('cannot be taken back any more when one has gone on to something else', () => {
    const book = applyActions(
      { intent: 'importPersonas', personas: news },
      { intent: 'savePersonas', personas: [carla] },
      { intent: 'undoImport' },
    )
    expect(listLabels(book)).toEqual(['Dora', 'Anna', 'Benno', 'Carla'])
  })
})

describe('a persona of the organisation', () => {
  const theirs = personaFixture('For all', { id: 'policy:all', isManaged: true })
  it('is not stored as one of the tester’s', () =>
    expect(applyActions({ intent: 'savePersonas', personas: [theirs] }).personas).toEqual([anna, ben, carla]))
  it('has marks of the tester’s, which are kept', () => {
    const book = applyActions(
      { intent: 'pinPersona', id: theirs.id, pinned: true },
      { intent: 'useAttributeSet', id: theirs.id, set: 'without HR' },
      { intent: 'personaUsed', id: theirs.id, at: 9 },
    )
    expect(book.personas).toEqual([anna, ben, carla])
    expect(applyOverrides(theirs, book.marks?.[theirs.id])).toEqual({
      ...theirs,
      pinned: true,
      setInUse: 'without HR',
      lastUsedAt: 9,
    })
  })
  it('cannot be deleted', () =>
    expect(applyActions({ intent: 'deletePersona', id: theirs.id })).toEqual(applyActions()))
})
