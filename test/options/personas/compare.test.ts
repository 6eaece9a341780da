import { expect, test } from 'vitest'
import { compare } from '../../../src/options/personas/compare.ts'
import { type Choice, type Choices, taken, withChoice } from '../../../src/options/personas/taken.ts'
import type { Persona } from '../../../src/shared/persona.ts'
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
      place: 0,
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

test('writes out what is no plain text', () => {
  const hr = { name: 'group', value: 'HR' }
  const known = personaOf('Anna', { attributeSets: [{ name: 'with', attributes: [hr] }] })
  const attributes = [
    { name: 'group', value: 'Admin' },
    { name: 'role', value: 'root' },
  ]
  const attributeSets = [
    { name: 'with', attributes },
    { name: 'without', attributes: [] },
  ]
  const changed = { ...entryOf(known), pinned: true, userId: 'ANNA', attributeSets }
  expect(compare([known], [changed], () => 'made')).toMatchObject([{ isOtherUser: false }])
  expect(changesOf(known, changed)).toEqual([
    { name: 'user', before: 'DOMAIN\\Anna', after: 'DOMAIN\\ANNA' },
    { name: 'attributeSets', before: 'with: group=HR', after: 'with: group=Admin, role=root; without: ' },
    { name: 'pinned', before: 'false', after: 'true' },
  ])
})

test('shows of what is long where it differs', () => {
  const known = personaOf('Anna', { cookieName: `${'😀'.repeat(300)}b${'c'.repeat(300)}` })
  const changed = { ...entryOf(known), cookieName: `${'😀'.repeat(300)}B` }
  const before = `…${'😀'.repeat(20)}b${'c'.repeat(179)}…`
  expect(changesOf(known, changed)).toEqual([{ name: 'cookieName', before, after: `…${'😀'.repeat(20)}B` }])
})

test('shows what falls away at the end of something long', () => {
  const known = personaOf('Anna', { cookieName: 'c'.repeat(300) })
  const changed = { ...entryOf(known), cookieName: 'c'.repeat(299) }
  expect(changesOf(known, changed)).toMatchObject([
    { before: `…${'c'.repeat(21)}`, after: `…${'c'.repeat(20)}` },
  ])
})

function changesOf(known: Persona, entry: PersonaEntry): unknown {
  const [comparison] = compare([known], [entry], () => 'made')
  return comparison?.kind === 'changed' ? comparison.changes : comparison
}

const namesakes = [anna, { ...ben, label: 'Anna' }]

test('sees no conflict between two of one label that were so before', () => {
  expect(compare(namesakes, namesakes.map(entryOf), () => 'made')).toMatchObject([
    { kind: 'same', persona: { id: 'anna' } },
    { kind: 'same', persona: { id: 'ben' } },
  ])
  expect(compare(namesakes, [entryOf(anna)], () => 'made')).toMatchObject([{ kind: 'same' }])
})

test('finds by a label that several have the one that is the same user', () => {
  const found = compare(namesakes, namesakes.map(entryOf).map(withoutId).slice(1), () => 'made')
  expect(found).toMatchObject([{ kind: 'same', persona: { id: 'ben' } }])
})

test('takes no two entries for one persona: the one that knows it by its id has it', () => {
  const renamed = { ...entryOf(anna), label: 'Anne' }
  const named = { ...withoutId(entryOf(anna)), prefix: 'sales' }
  const [byId, byLabel] = [
    { kind: 'changed', persona: { id: 'anna', label: 'Anne' } },
    { kind: 'new', persona: { id: 'made', label: 'Anna' } },
  ]
  expect(comparing(renamed, named)).toMatchObject([byId, byLabel])
  expect(comparing(named, renamed)).toMatchObject([byLabel, byId])
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
  const choices = new Map(choice === undefined ? [] : [[0, choice]])
  expect(taken(comparing(strange), choices).map(({ id }) => id)).toEqual(ids)
})

test('leaves one that would become another user, unless it is taken', () => {
  const comparisons = comparing({ ...entryOf(anna), userId: 'other' })
  expect(taken(comparisons, new Map())).toEqual([])
  expect(taken(comparisons, new Map([[0, 'take' as const]]))).toMatchObject([{ id: 'anna', userId: 'other' }])
})

test('takes what is new or changed unless it is left, and nothing that is the same', () => {
  const comparisons = comparing(entryOf(personaOf('Dora')), entryOf(anna), { ...entryOf(ben), prefix: 'x' })
  expect(taken(comparisons, new Map()).map(({ id }) => id)).toEqual(['dora', 'ben'])
  expect(taken(comparisons, new Map([[2, 'leave' as const]])).map(({ id }) => id)).toEqual(['dora'])
})

test('chooses for each entry by itself, also of two of one label', () => {
  const [one, two] = [entryOf(personaOf('Dora')), { ...entryOf(personaOf('Dora')), id: 'other' }]
  const comparisons = comparing(one, two)
  expect(taken(comparisons, new Map([[0, 'leave' as const]])).map(({ id }) => id)).toEqual(['other'])
})

test('replaces one persona by one entry alone', () => {
  const comparisons = comparing(strange, { ...strange, id: 'stranger', userId: 'third' })
  const choose = (choices: Choices, place: number, choice: Choice) =>
    comparisons
      .slice(place, place + 1)
      .reduce((before, comparison) => withChoice(before, comparisons, comparison, choice), choices)
  const twice = choose(choose(new Map(), 0, 'instead'), 1, 'instead')
  expect(taken(comparisons, twice)).toMatchObject([{ id: 'anna', userId: 'third' }])
  const both = choose(choose(new Map(), 0, 'beside'), 1, 'instead')
  expect(taken(comparisons, both).map(({ id }) => id)).toEqual(['strange', 'anna'])
})
