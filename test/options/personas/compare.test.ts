import { expect, test } from 'vitest'
import { compare } from '../../../src/options/personas/compare.ts'
import { type Choice, taken } from '../../../src/options/personas/taken.ts'
import { entryOf, type PersonaEntry } from '../../../src/shared/persona-entry.ts'
import { personaOf } from '../../doubles/persona.ts'

const anna = personaOf('Anna', { lastUsedAt: 7 })
const ben = personaOf('Ben')
const comparing = (...entries: PersonaEntry[]) => compare([anna, ben], entries, () => 'made')
const withoutId = ({ id: _, ...entry }: PersonaEntry): PersonaEntry => entry

test('knows one that is not there, and gives it an id when it has none', () => {
  const dora = entryOf(personaOf('Dora'))
  expect(comparing(dora)).toMatchObject([{ kind: 'new', persona: { id: 'dora' } }])
  expect(comparing(withoutId(dora))).toMatchObject([{ kind: 'new', persona: { id: 'made' } }])
})

test('knows one that is the same, by its id or by its label', () => {
  expect(comparing(entryOf(anna), withoutId(entryOf(ben)))).toMatchObject([
    { kind: 'same' },
    { kind: 'same' },
  ])
})

test('names what changes, and keeps when it was last used', () => {
  const changed = { ...entryOf(anna), label: 'Anne', prefix: 'sales' }
  expect(comparing(changed)).toEqual([
    {
      kind: 'changed',
      persona: { ...anna, label: 'Anne', prefix: 'sales' },
      changes: [
        { name: 'label', before: 'Anna', after: 'Anne' },
        { name: 'prefix', before: '', after: 'sales' },
      ],
      isOtherUser: false,
    },
  ])
})

test('finds a hand-written one by its label', () => {
  expect(comparing({ ...withoutId(entryOf(anna)), userId: 'other' })).toMatchObject([
    {
      kind: 'changed',
      persona: { id: 'anna', userId: 'other' },
      changes: [{ name: 'user', before: 'DOMAIN\\Anna', after: 'DOMAIN\\other' }],
      isOtherUser: true,
    },
  ])
})

test('names what is no plain text without its values', () => {
  const changed = { ...entryOf(anna), pinned: true, userId: 'ANNA' }
  expect(comparing(changed)).toMatchObject([
    { changes: [{ name: 'user' }, { name: 'pinned' }], isOtherUser: false },
  ])
})

const strange = { ...entryOf(anna), id: 'strange', userId: 'another' }

test('sees a conflict when a label is another persona’s', () => {
  expect(comparing(strange)).toMatchObject([
    { kind: 'conflict', persona: { id: 'strange' }, instead: { id: 'anna', userId: 'another' }, other: anna },
  ])
  expect(comparing({ ...entryOf(ben), label: 'Anna' })).toMatchObject([
    { kind: 'conflict', persona: { id: 'ben', label: 'Anna' }, other: anna },
  ])
})

test.each<[Choice | undefined, string[]]>([
  [undefined, []],
  ['leave', []],
  ['beside', ['strange']],
  ['instead', ['anna']],
])('takes of a conflict what was chosen: %s', (choice, ids) => {
  const choices = new Map(choice === undefined ? [] : [['Anna', choice]])
  expect(taken(comparing(strange), choices).map(({ id }) => id)).toEqual(ids)
})

test('leaves one that would become another user, unless it is taken', () => {
  const comparisons = comparing({ ...entryOf(anna), userId: 'other' })
  expect(taken(comparisons, new Map())).toEqual([])
  expect(taken(comparisons, new Map([['Anna', 'take' as const]]))).toMatchObject([
    { id: 'anna', userId: 'other' },
  ])
})

test('takes what is new or changed unless it is left, and nothing that is the same', () => {
  const comparisons = comparing(entryOf(personaOf('Dora')), entryOf(anna), { ...entryOf(ben), prefix: 'x' })
  expect(taken(comparisons, new Map()).map(({ id }) => id)).toEqual(['dora', 'ben'])
  expect(taken(comparisons, new Map([['Ben', 'leave' as const]])).map(({ id }) => id)).toEqual(['dora'])
})
