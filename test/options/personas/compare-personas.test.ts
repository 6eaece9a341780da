import { expect, test } from 'vitest'
import type { Persona } from '#shared/personas/persona'
import { type PersonaFileEntry, toFileEntry } from '#shared/personas/persona-file-entry'
import { comparePersonas } from '../../../src/options/personas/compare-personas.ts'
import {
  applySelection,
  type ImportChoice,
  type ImportChoices,
  withChoice,
} from '../../../src/options/personas/import-selection.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const anna = personaFixture('Anna', { lastUsedAt: 7 })
const ben = personaFixture('Ben')
const compareWith = (...entries: PersonaFileEntry[]) => comparePersonas([anna, ben], entries, () => 'made')
const omitId = ({ id: _, ...entry }: PersonaFileEntry): PersonaFileEntry => entry

test('comparePersonas reports an unknown entry as new and gives it an id if it has none', () => {
  const dora = toFileEntry(personaFixture('Dora'))
  expect(compareWith(dora)).toMatchObject([{ kind: 'new', persona: { id: 'dora' } }])
  expect(compareWith(omitId(dora))).toMatchObject([{ kind: 'new', persona: { id: 'made' } }])
})

test('comparePersonas reports an equal entry as the same, found by id or label', () => {
  expect(compareWith(toFileEntry(anna), omitId(toFileEntry(ben)))).toMatchObject([
    { kind: 'same' },
    { kind: 'same' },
  ])
})

test('comparePersonas lists the changed fields and keeps the time of the last use', () => {
  const changed = { ...toFileEntry(anna), label: 'Anne', prefix: 'sales' }
  expect(compareWith(changed)).toEqual([
    {
      index: 0,
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

test('comparePersonas reports a container that a file adds or leaves out, and an export has none if empty', () => {
  expect(toFileEntry({ ...anna, container: '' })).not.toHaveProperty('container')
  expect(compareWith({ ...toFileEntry(anna), container: 'Work' })).toMatchObject([
    { kind: 'changed', changes: [{ name: 'container', before: '', after: 'Work' }] },
  ])
  const owner = personaFixture('Owner', { container: 'Work' })
  expect(toFileEntry(owner)).toHaveProperty('container', 'Work')
  const { container: _, ...without } = toFileEntry(owner)
  expect(comparePersonas([owner], [without], () => 'made')).toMatchObject([
    { kind: 'changed', changes: [{ name: 'container', before: 'Work', after: '' }] },
  ])
})

test('comparePersonas finds the persona of an entry without id by its label', () => {
  expect(compareWith({ ...omitId(toFileEntry(anna)), userId: 'other' })).toMatchObject([
    {
      kind: 'changed',
      persona: { id: 'anna', userId: 'other' },
      changes: [{ name: 'user', before: 'DOMAIN\\Anna', after: 'DOMAIN\\other' }],
      isOtherUser: true,
    },
  ])
})

test('comparePersonas formats changes of values that are not text', () => {
  const hr = { name: 'group', value: 'HR' }
  const known = personaFixture('Anna', { attributeSets: [{ name: 'with', attributes: [hr] }] })
  const attributes = [
    { name: 'group', value: 'Admin' },
    { name: 'role', value: 'root' },
  ]
  const attributeSets = [
    { name: 'with', attributes },
    { name: 'without', attributes: [] },
  ]
  const changed = { ...toFileEntry(known), pinned: true, userId: 'ANNA', attributeSets }
  expect(comparePersonas([known], [changed], () => 'made')).toMatchObject([{ isOtherUser: false }])
  expect(listChanges(known, changed)).toEqual([
    { name: 'user', before: 'DOMAIN\\Anna', after: 'DOMAIN\\ANNA' },
    { name: 'attributeSets', before: 'with: group=HR', after: 'with: group=Admin, role=root; without: ' },
    { name: 'pinned', before: 'false', after: 'true' },
  ])
})

test('comparePersonas cuts long values to the part that differs', () => {
  const known = personaFixture('Anna', { cookieName: `${'😀'.repeat(300)}b${'c'.repeat(300)}` })
  const changed = { ...toFileEntry(known), cookieName: `${'😀'.repeat(300)}B` }
  const before = `…${'😀'.repeat(20)}b${'c'.repeat(179)}…`
  expect(listChanges(known, changed)).toEqual([{ name: 'cookieName', before, after: `…${'😀'.repeat(20)}B` }])
})

test('comparePersonas shows what is removed at the end of a long value', () => {
  const known = personaFixture('Anna', { cookieName: 'c'.repeat(300) })
  const changed = { ...toFileEntry(known), cookieName: 'c'.repeat(299) }
  expect(listChanges(known, changed)).toMatchObject([
    { before: `…${'c'.repeat(21)}`, after: `…${'c'.repeat(20)}` },
  ])
})

function listChanges(known: Persona, entry: PersonaFileEntry): unknown {
  const [comparison] = comparePersonas([known], [entry], () => 'made')
  return comparison?.kind === 'changed' ? comparison.changes : comparison
}

const personasOfSameLabel = [anna, { ...ben, label: 'Anna' }]

test('comparePersonas reports no conflict for two personas that already shared a label', () => {
  expect(
    comparePersonas(personasOfSameLabel, personasOfSameLabel.map(toFileEntry), () => 'made'),
  ).toMatchObject([
    { kind: 'same', persona: { id: 'anna' } },
    { kind: 'same', persona: { id: 'ben' } },
  ])
  expect(comparePersonas(personasOfSameLabel, [toFileEntry(anna)], () => 'made')).toMatchObject([
    { kind: 'same' },
  ])
})

test('comparePersonas prefers the same user among personas of one label', () => {
  const found = comparePersonas(
    personasOfSameLabel,
    personasOfSameLabel.map(toFileEntry).map(omitId).slice(1),
    () => 'made',
  )
  expect(found).toMatchObject([{ kind: 'same', persona: { id: 'ben' } }])
})

test('comparePersonas matches a persona with one entry only, the one with its id', () => {
  const renamed = { ...toFileEntry(anna), label: 'Anne' }
  const named = { ...omitId(toFileEntry(anna)), prefix: 'sales' }
  const [byId, byLabel] = [
    { kind: 'changed', persona: { id: 'anna', label: 'Anne' } },
    { kind: 'new', persona: { id: 'made', label: 'Anna' } },
  ]
  expect(compareWith(renamed, named)).toMatchObject([byId, byLabel])
  expect(compareWith(named, renamed)).toMatchObject([byLabel, byId])
})

const entryWithUnknownId = { ...toFileEntry(anna), id: 'strange', userId: 'another' }

test('comparePersonas reports a conflict if another persona has the label', () => {
  expect(compareWith(entryWithUnknownId)).toMatchObject([
    {
      kind: 'conflict',
      persona: { id: 'strange' },
      replacement: { id: 'anna', userId: 'another' },
      other: anna,
    },
  ])
  expect(compareWith({ ...toFileEntry(ben), label: 'Anna' })).toMatchObject([
    { kind: 'conflict', persona: { id: 'ben', label: 'Anna' }, other: anna },
  ])
})

test.each<[ImportChoice | undefined, string[]]>([
  [undefined, []],
  ['skip', []],
  ['keepBoth', ['strange']],
  ['replace', ['anna']],
])('applySelection resolves a conflict as chosen: %s', (choice, ids) => {
  const choices = new Map(choice === undefined ? [] : [[0, choice]])
  expect(applySelection(compareWith(entryWithUnknownId), choices).map(({ id }) => id)).toEqual(ids)
})

test('applySelection skips a change of the user unless it is chosen', () => {
  const comparisons = compareWith({ ...toFileEntry(anna), userId: 'other' })
  expect(applySelection(comparisons, new Map())).toEqual([])
  expect(applySelection(comparisons, new Map([[0, 'import' as const]]))).toMatchObject([
    { id: 'anna', userId: 'other' },
  ])
})

test('applySelection imports new and changed entries unless skipped, and no equal ones', () => {
  const comparisons = compareWith(toFileEntry(personaFixture('Dora')), toFileEntry(anna), {
    ...toFileEntry(ben),
    prefix: 'x',
  })
  expect(applySelection(comparisons, new Map()).map(({ id }) => id)).toEqual(['dora', 'ben'])
  expect(applySelection(comparisons, new Map([[2, 'skip' as const]])).map(({ id }) => id)).toEqual(['dora'])
})

test('withChoice changes one entry only, even if two have one label', () => {
  const [one, two] = [
    toFileEntry(personaFixture('Dora')),
    { ...toFileEntry(personaFixture('Dora')), id: 'other' },
  ]
  const comparisons = compareWith(one, two)
  expect(applySelection(comparisons, new Map([[0, 'skip' as const]])).map(({ id }) => id)).toEqual(['other'])
})

test('withChoice lets only one entry replace a persona', () => {
  const comparisons = compareWith(entryWithUnknownId, {
    ...entryWithUnknownId,
    id: 'stranger',
    userId: 'third',
  })
  const choose = (choices: ImportChoices, index: number, choice: ImportChoice) =>
    comparisons
      .slice(index, index + 1)
      .reduce((before, comparison) => withChoice(before, comparisons, comparison, choice), choices)
  const twice = choose(choose(new Map(), 0, 'replace'), 1, 'replace')
  expect(applySelection(comparisons, twice)).toMatchObject([{ id: 'anna', userId: 'third' }])
  const both = choose(choose(new Map(), 0, 'keepBoth'), 1, 'replace')
  expect(applySelection(comparisons, both).map(({ id }) => id)).toEqual(['strange', 'anna'])
})

test('comparePersonas reads each of many personas of one label only a few times', () => {
  const count = 2_000
  let reads = 0
  const createPersona = (index: number): Persona => {
    const { userId, ...persona } = personaFixture(`user-${index}`, { label: 'All' })
    return Object.defineProperty(persona as Persona, 'userId', {
      enumerable: true,
      get() {
        reads += 1
        return userId
      },
    })
  }
  const personas = Array.from({ length: count }, (_, index) => createPersona(index))
  const entries = personas.toReversed().map(persona => omitId(toFileEntry(persona)))
  const compared = comparePersonas(personas, entries, () => 'made')
  expect(new Set(compared.map(({ kind }) => kind))).toEqual(new Set(['same']))
  expect(reads).toBeLessThan(20 * count)
})
