import { expect, it } from 'vitest'
import {
  editedOf,
  personaOfEdited,
  withoutSet,
  withSet,
  withSetChanged,
} from '../../../src/popup/personas/edited.ts'
import { personaOf } from '../../doubles/persona.ts'

const anna = personaOf('Anna')
const names = (edited: ReturnType<typeof editedOf>) =>
  personaOfEdited(edited).attributeSets.map(({ name }) => name)

const numbered = (place: number) => `Set ${place}`

it('comes out as it went in', () => {
  for (const persona of [anna, { ...anna, setInUse: 'without HR' }, personaOf('Ben', { pinned: true })])
    expect(personaOfEdited(editedOf(persona))).toEqual(persona)
})

it('has a set to edit, also where none was saved', () => {
  const edited = editedOf({ ...anna, attributeSets: [], setInUse: '' })
  expect(personaOfEdited(edited)).toMatchObject({
    attributeSets: [{ name: '', attributes: [] }],
    setInUse: '',
  })
})

it('gets another set, with the attributes in sight to start from, and uses it', () => {
  const edited = withSet(editedOf(anna), numbered)
  expect(personaOfEdited(edited)).toMatchObject({
    setInUse: 'Set 3',
    attributeSets: [{}, {}, { name: 'Set 3', attributes: [{ name: 'group', value: 'HR' }] }],
  })
})

it('names the first set once there are two', () => {
  const unnamed = editedOf({ ...anna, attributeSets: [{ name: '', attributes: [] }] })
  expect(names(withSet(unnamed, numbered))).toEqual(['Set 1', 'Set 2'])
})

it('loses the set in sight, but never the last one', () => {
  const one = withoutSet(editedOf(anna))
  expect(names(one)).toEqual(['without HR'])
  expect(names(withoutSet(one))).toEqual(['without HR'])
})

it('tells sets of one name apart', () => {
  const twice = withSetChanged(editedOf(anna), { name: ' without HR ' })
  expect(names(twice)).toEqual(['without HR', 'without HR 2'])
  const thrice = withSetChanged(withSet(twice, numbered), { name: 'without HR' })
  expect(names(thrice)).toEqual(['without HR', 'without HR 2', 'without HR 3'])
  expect(personaOfEdited(thrice).setInUse).toBe('without HR 3')
})

it('does not keep empty attribute rows, nor spaces around the label', () => {
  const edited = withSetChanged(editedOf({ ...anna, label: '  Anna ' }), {
    rows: [{ key: 1, name: '', value: '' }],
  })
  expect(personaOfEdited(edited)).toMatchObject({ label: 'Anna', attributeSets: [{ attributes: [] }, {}] })
})
