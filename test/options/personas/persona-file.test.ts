import { expect, test } from 'vitest'
import {
  maxFileCharacters,
  maxPersonas,
  readPersonaFile,
  writePersonaFile,
} from '../../../src/options/personas/persona-file.ts'
import { personaColourNames } from '../../../src/shared/persona-colours.ts'
import { personaOf } from '../../doubles/persona.ts'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }
const fileOf = (personas: unknown, more = {}) =>
  JSON.stringify({ hubpass: 'personas', version: 1, personas, ...more })
const read = (text: string) => readPersonaFile(text)
const refusedOf = (...personas: unknown[]) => {
  const file = read(fileOf(personas))
  return file.isRead ? file.refused : file
}

test('reads what it has written, but for when each was last used', () => {
  const personas = [
    personaOf('Anna', { lastUsedAt: 5, pinned: true, cookieName: 'X', prefix: 'sales' }),
    personaOf('مستخدم', { id: 'p-2', colour: 'teal', attributeSets: [] }),
    // As the popup saves it.
    personaOf('Ben', {
      id: 'p-3',
      attributeSets: [{ name: '', attributes: [{ name: 'group', value: 'HR' }] }],
    }),
  ]
  const file = read(writePersonaFile(personas))
  expect(file).toEqual({
    isRead: true,
    refused: [],
    entries: personas.map(({ lastUsedAt: _, ...persona }) => persona),
  })
})

test('is lines that people can change and compare', () => {
  expect(writePersonaFile([personaOf('Anna')])).toContain('\n      "userDirectory": "DOMAIN",\n')
})

test('needs no more of a persona than label, directory and id', () => {
  expect(read(`\uFEFF${fileOf([entry])}`)).toMatchObject({
    isRead: true,
    entries: [{ ...entry, colour: 'blue', site: '', prefix: '', attributeSets: [], pinned: false }],
  })
})

test.each([
  ['a text that is no JSON', '{"hubpass": personas', { why: 'notJson' }],
  ['nothing', '', { why: 'notJson' }],
  ['another list', '[]', { why: 'notOurs' }],
  ['another file', '{"version":1,"personas":[]}', { why: 'notOurs' }],
  ['something in place of a list', fileOf('all'), { why: 'notOurs' }],
  ['a newer file', fileOf([], { version: 2 }), { why: 'newer', version: 2 }],
  ['too many', fileOf(Array(maxPersonas + 1).fill(entry)), { why: 'tooMany', count: maxPersonas + 1 }],
  ['too much', ' '.repeat(maxFileCharacters + 1), { why: 'tooLarge' }],
])('takes nothing of %s, and says why', (_, text, trouble) => {
  expect(read(text)).toMatchObject({ isRead: false, trouble })
})

test.each<[string, unknown, ...unknown[]]>([
  ['no object', 'Anna', '', 'otherKind', ['Object', '"Anna"']],
  ['nothing', null, '', 'otherKind', ['Object', 'null']],
  ['without a label', { userDirectory: 'D', userId: 'x' }, 'label', 'missing', []],
  ['with an empty label', { ...entry, label: ' ' }, 'label', 'empty', []],
  ['with an endless label', { ...entry, label: 'x'.repeat(256) }, 'label', 'tooLong', ['255']],
  ['with a line break in it', { ...entry, label: 'a\nb' }, 'label', 'controlCharacters', []],
  [
    'with another colour',
    { ...entry, colour: 'url(//x)' },
    'colour',
    'otherKind',
    [personaColourNames.join(', '), '"url(//x)"'],
  ],
  ['with an id for harm', { ...entry, id: '../x' }, 'id', 'idForm', []],
  ['with a field that nobody knows', { ...entry, user_id: 'x' }, 'user_id', 'unknownField', []],
  [
    'with a broken set',
    { ...entry, attributeSets: [{ name: 'a' }] },
    'attributeSets.0.attributes',
    'missing',
    [],
  ],
  [
    'with endless sets',
    { ...entry, attributeSets: Array(101).fill({ name: 'a', attributes: [] }) },
    'attributeSets',
    'tooMany',
    ['100'],
  ],
])('refuses a persona %s, and says what is wrong', (_, persona, where, why, values) => {
  expect(refusedOf(entry, persona)).toMatchObject([{ number: 2, trouble: { where, why, values } }])
})

test('refuses the second of a label or an id, takes the first, and says which that is', () => {
  const ben = { ...entry, label: 'Ben' }
  const [withA, benWithA, benWithB] = [
    { ...entry, id: 'a' },
    { ...ben, id: 'a' },
    { ...ben, id: 'b' },
  ]
  expect(read(fileOf([withA, entry, ben, benWithA, benWithB, ben]))).toMatchObject({
    entries: [{ id: 'a' }, { label: 'Ben' }],
    refused: [
      { number: 2, trouble: { why: 'twice', values: ['1'] } },
      { number: 4, label: 'Ben', trouble: { values: ['1'] } },
      { number: 5, label: 'Ben', trouble: { values: ['3'] } },
      { number: 6, label: 'Ben', trouble: { values: ['3'] } },
    ],
  })
})

test('takes two of one label that their ids tell apart', () => {
  const file = read(fileOf(['a', 'b'].map(id => ({ ...entry, id }))))
  expect(file).toMatchObject({ entries: [{ id: 'a' }, { id: 'b' }], refused: [] })
})

test('lets no key of an object’s own do anything', () => {
  const text = `{"hubpass":"personas","version":1,"__proto__":{"polluted":1},"personas":[
    {"label":"A","userDirectory":"D","userId":"x","__proto__":{"polluted":1}},
    {"label":"B","userDirectory":"D","userId":"x","constructor":{"prototype":{"polluted":1}}},
    {"label":"__proto__","userDirectory":"D","userId":"x"}]}`
  const file = read(text)
  expect(file).toMatchObject({ isRead: true, entries: [{ label: '__proto__' }], refused: [{}, {}] })
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect('polluted' in {}).toBe(false)
})

test('keeps scripts in labels as the texts that they are', () => {
  const label = '<img src=x onerror=alert(1)>'
  expect(read(fileOf([{ ...entry, label }]))).toMatchObject({ entries: [{ label }] })
})

test('reads ten thousand', () => {
  const personas = Array.from({ length: maxPersonas }, (_, index) => ({ ...entry, label: `Anna ${index}` }))
  const file = read(fileOf(personas))
  expect(file.isRead && file.entries.length).toBe(maxPersonas)
})
