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

describe('persona reducer: savePersonas', () => {
  it('savePersonas inserts a new persona first', () =>
    expect(listLabels(applyActions({ intent: 'savePersonas', personas: [personaFixture('Dora')] }))).toEqual([
      'Dora',
      'Anna',
      'Ben',
      'Carla',
    ]))
  it('savePersonas edits a persona in its position', () =>
    expect(
      listLabels(applyActions({ intent: 'savePersonas', personas: [{ ...ben, label: 'Benno' }] })),
    ).toEqual(['Anna', 'Benno', 'Carla']))
  it('savePersonas accepts many personas, and the last one of each id wins', () => {
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
  it('savePersonas keeps the stored pin and last use of an edited persona', () =>
    expect(
      applyActions(
        { intent: 'pinPersona', id: 'ben', pinned: true },
        { intent: 'personaUsed', id: 'ben', at: 9 },
        { intent: 'savePersonas', personas: [{ ...ben, label: 'Benno' }] },
      ).personas[1],
    ).toEqual({ ...ben, label: 'Benno', pinned: true, lastUsedAt: 9 }))
  it('savePersonas restores a persona that was deleted in another window during an edit', () =>
    expect(
      listLabels(
        applyActions({ intent: 'deletePersona', id: 'ben' }, { intent: 'savePersonas', personas: [ben] }),
      ),
    ).toEqual(['Ben', 'Anna', 'Carla']))
})

describe('persona reducer: duplicatePersona', () => {
  const copy = { intent: 'duplicatePersona', id: 'ben', newId: 'new', label: 'Ben (copy)' } as const
  it('duplicatePersona inserts the copy before its original', () => {
    const collection = applyActions(copy)
    expect(listLabels(collection)).toEqual(['Anna', 'Ben (copy)', 'Ben', 'Carla'])
    expect(collection.personas[1]).toEqual({ ...ben, id: 'new', label: 'Ben (copy)' })
  })
  it('duplicatePersona creates one copy only, and none of a missing persona', () => {
    expect(listLabels(applyActions(copy, copy))).toHaveLength(4)
    expect(listLabels(applyActions({ ...copy, id: 'gone' }))).toHaveLength(3)
  })
})

describe('persona reducer: deletePersona', () => {
  const deleting = { intent: 'deletePersona', id: 'ben' } as const
  const undoing = { intent: 'undeletePersona' } as const
  it('deletePersona removes a persona and remembers it', () => {
    expect(listLabels(applyActions(deleting))).toEqual(['Anna', 'Carla'])
    expect(applyActions(deleting).deleted?.persona).toEqual(ben)
  })
  it('undeletePersona restores the persona once, in its position', () => {
    const collection = applyActions(deleting, undoing, undoing)
    expect(listLabels(collection)).toEqual(['Anna', 'Ben', 'Carla'])
    expect(collection.deleted).toBeUndefined()
  })
  it('undeletePersona restores the last deleted persona', () =>
    expect(listLabels(applyActions(deleting, { ...deleting, id: 'anna' }, undoing))).toEqual([
      'Anna',
      'Carla',
    ]))
  it('deletePersona changes nothing for a missing persona, and keeps the undo', () =>
    expect(applyActions(deleting, deleting).deleted?.persona).toEqual(ben))
  it('undeletePersona changes nothing after another persona was saved or used', () => {
    expect(applyActions(deleting, { intent: 'personaUsed', id: 'anna', at: 1 }).deleted).toBeUndefined()
    expect(applyActions(deleting, { intent: 'savePersonas', personas: [anna] }).deleted).toBeUndefined()
  })
})

it('pinPersona pins and unpins a persona', () => {
  const pin = { intent: 'pinPersona', id: 'ben', pinned: true } as const
  expect(applyActions(pin).personas[1]?.pinned).toBe(true)
  expect(applyActions(pin, { ...pin, pinned: false }).personas[1]?.pinned).toBe(false)
})

it('useAttributeSet changes the attribute set of a persona', () =>
  expect(
    applyActions({ intent: 'useAttributeSet', id: 'anna', set: 'without HR' }).personas[0]?.setInUse,
  ).toBe('without HR'))

it('personaUsed records when a persona was used', () =>
  expect(applyActions({ intent: 'personaUsed', id: 'carla', at: 77 }).personas[2]?.lastUsedAt).toBe(77))

describe('persona reducer: importPersonas', () => {
  const news = [personaFixture('Dora'), { ...ben, label: 'Benno' }]
  it('importPersonas adds and changes personas in one step', () => {
    const collection = applyActions({ intent: 'importPersonas', personas: news })
    expect(listLabels(collection)).toEqual(['Dora', 'Anna', 'Benno', 'Carla'])
  })
  it('undoImport reverts the whole import in one step', () =>
    expect(applyActions({ intent: 'importPersonas', personas: news }, { intent: 'undoImport' })).toEqual(
      applyActions(),
    ))
  it('undoImport keeps changes that were made after the import', () => {
    const collection = applyActions(
      { intent: 'importPersonas', personas: news },
      { intent: 'pinPersona', id: 'carla', pinned: true },
      { intent: 'undoImport' },
    )
    expect(collection.personas).toEqual([anna, ben, { ...carla, pinned: true }])
  })
  it('undoImport changes nothing after another action', () => {
    const collection = applyActions(
      { intent: 'importPersonas', personas: news },
      { intent: 'savePersonas', personas: [carla] },
      { intent: 'undoImport' },
    )
    expect(listLabels(collection)).toEqual(['Dora', 'Anna', 'Benno', 'Carla'])
  })
})

describe('persona reducer: managed personas', () => {
  const theirs = personaFixture('For all', { id: 'policy:all', isManaged: true })
  it('savePersonas does not store a managed persona', () =>
    expect(applyActions({ intent: 'savePersonas', personas: [theirs] }).personas).toEqual([anna, ben, carla]))
  it('pinPersona, useAttributeSet and personaUsed store overrides of a managed persona', () => {
    const collection = applyActions(
      { intent: 'pinPersona', id: theirs.id, pinned: true },
      { intent: 'useAttributeSet', id: theirs.id, set: 'without HR' },
      { intent: 'personaUsed', id: theirs.id, at: 9 },
    )
    expect(collection.personas).toEqual([anna, ben, carla])
    expect(applyOverrides(theirs, collection.marks?.[theirs.id])).toEqual({
      ...theirs,
      pinned: true,
      setInUse: 'without HR',
      lastUsedAt: 9,
    })
  })
  it('deletePersona does not delete a managed persona', () =>
    expect(applyActions({ intent: 'deletePersona', id: theirs.id })).toEqual(applyActions()))
})
