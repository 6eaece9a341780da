import { expect, it } from 'vitest'
import {
  addSet,
  changeVisibleSet,
  fromPersonaDraft,
  removeVisibleSet,
  toPersonaDraft,
} from '../../../src/popup/personas/persona-draft.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const anna = personaFixture('Anna')
const listSetNames = (edited: ReturnType<typeof toPersonaDraft>) =>
  fromPersonaDraft(edited).attributeSets.map(({ name }) => name)

const defaultSetName = (index: number) => `Set ${index}`

it('fromPersonaDraft returns an unchanged persona', () => {
  for (const persona of [anna, { ...anna, setInUse: 'without HR' }, personaFixture('Ben', { pinned: true })])
    expect(fromPersonaDraft(toPersonaDraft(persona))).toEqual(persona)
})

it('toPersonaDraft has a set even if none was saved', () => {
  const edited = toPersonaDraft({ ...anna, attributeSets: [], setInUse: '' })
  expect(fromPersonaDraft(edited)).toMatchObject({
    attributeSets: [{ name: '', attributes: [] }],
    setInUse: '',
  })
})

it('addSet adds and shows a copy of the visible set', () => {
  const edited = addSet(toPersonaDraft(anna), defaultSetName)
  expect(fromPersonaDraft(edited)).toMatchObject({
    setInUse: 'Set 3',
    attributeSets: [{}, {}, { name: 'Set 3', attributes: [{ name: 'group', value: 'HR' }] }],
  })
})

it('addSet names the first set once there are two', () => {
  const unnamed = toPersonaDraft({ ...anna, attributeSets: [{ name: '', attributes: [] }] })
  expect(listSetNames(addSet(unnamed, defaultSetName))).toEqual(['Set 1', 'Set 2'])
})

it('removeVisibleSet removes the visible set but never the last one', () => {
  const one = removeVisibleSet(toPersonaDraft(anna))
  expect(listSetNames(one)).toEqual(['without HR'])
  expect(listSetNames(removeVisibleSet(one))).toEqual(['without HR'])
})

it('fromPersonaDraft gives sets unique names', () => {
  const twice = changeVisibleSet(toPersonaDraft(anna), { name: ' without HR ' })
  expect(listSetNames(twice)).toEqual(['without HR', 'without HR 2'])
  const thrice = changeVisibleSet(addSet(twice, defaultSetName), { name: 'without HR' })
  expect(listSetNames(thrice)).toEqual(['without HR', 'without HR 2', 'without HR 3'])
  expect(fromPersonaDraft(thrice).setInUse).toBe('without HR 3')
})

it('fromPersonaDraft drops empty rows and trims the label', () => {
  const edited = changeVisibleSet(toPersonaDraft({ ...anna, label: '  Anna ' }), {
    rows: [{ key: 1, name: '', value: '' }],
  })
  expect(fromPersonaDraft(edited)).toMatchObject({ label: 'Anna', attributeSets: [{ attributes: [] }, {}] })
})
