import { expect, test } from 'vitest'
import { personaColorNames } from '#shared/personas/persona-colors'
import {
  formatPersonaFile,
  maxFileCharacters,
  maxPersonas,
  parsePersonaFile,
} from '../../../src/options/personas/persona-file.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }
const toFileText = (personas: unknown, more = {}) =>
  JSON.stringify({ hubpass: 'personas', version: 1, personas, ...more })
const readFileText = (text: string) => parsePersonaFile(text)
const readRefused = (...personas: unknown[]) => {
  const file = readFileText(toFileText(personas))
  return file.isRead ? file.refused : file
}

test('parsePersonaFile reads what formatPersonaFile wrote, except for the time of the last use', () => {
  const personas = [
    personaFixture('Anna', { lastUsedAt: 5, pinned: true, cookieName: 'X', prefix: 'sales' }),
    personaFixture('مستخدم', { id: 'p-2', colour: 'teal', attributeSets: [] }),
    // As the popup saves it.
    personaFixture('Ben', {
      id: 'p-3',
      attributeSets: [{ name: '', attributes: [{ name: 'group', value: 'HR' }] }],
    }),
  ]
  const file = readFileText(formatPersonaFile(personas))
  expect(file).toEqual({
    isRead: true,
    refused: [],
    entries: personas.map(({ lastUsedAt: _, ...persona }) => persona),
  })
})

test('formatPersonaFile writes lines that people can edit and compare', () => {
  expect(formatPersonaFile([personaFixture('Anna')])).toContain('\n      "userDirectory": "DOMAIN",\n')
})

test('parsePersonaFile requires only label, directory and id', () => {
  expect(readFileText(`\uFEFF${toFileText([entry])}`)).toMatchObject({
    isRead: true,
    entries: [{ ...entry, colour: 'blue', site: '', prefix: '', attributeSets: [], pinned: false }],
  })
})

test.each([
  ['a text that is no JSON', '{"hubpass": personas', { reason: 'notJson' }],
  ['nothing', '', { reason: 'notJson' }],
  ['another list', '[]', { reason: 'notOurs' }],
  ['another file', '{"version":1,"personas":[]}', { reason: 'notOurs' }],
  ['something in place of a list', toFileText('all'), { reason: 'notOurs' }],
  ['a newer file', toFileText([], { version: 2 }), { reason: 'newer', version: 2 }],
  ['too many', toFileText(Array(maxPersonas + 1).fill(entry)), { reason: 'tooMany', count: maxPersonas + 1 }],
  ['too much', ' '.repeat(maxFileCharacters + 1), { reason: 'tooLarge' }],
])('parsePersonaFile rejects %s with a reason', (_, text, error) => {
  expect(readFileText(text)).toMatchObject({ isRead: false, error })
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
    [personaColorNames.join(', '), '"url(//x)"'],
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
])('parsePersonaFile rejects a persona %s with a reason', (_, persona, path, reason, values) => {
  expect(readRefused(entry, persona)).toMatchObject([{ number: 2, issue: { path, reason, values } }])
})

test('parsePersonaFile rejects a second persona of the same label or id and names the first', () => {
  const ben = { ...entry, label: 'Ben' }
  const [withA, benWithA, benWithB] = [
    { ...entry, id: 'a' },
    { ...ben, id: 'a' },
    { ...ben, id: 'b' },
  ]
  expect(readFileText(toFileText([withA, entry, ben, benWithA, benWithB, ben]))).toMatchObject({
    entries: [{ id: 'a' }, { label: 'Ben' }],
    refused: [
      { number: 2, issue: { reason: 'twice', values: ['1'] } },
      { number: 4, label: 'Ben', issue: { values: ['1'] } },
      { number: 5, label: 'Ben', issue: { values: ['3'] } },
      { number: 6, label: 'Ben', issue: { values: ['3'] } },
    ],
  })
})

test('parsePersonaFile accepts two personas of one label with different ids', () => {
  const file = readFileText(toFileText(['a', 'b'].map(id => ({ ...entry, id }))))
  expect(file).toMatchObject({ entries: [{ id: 'a' }, { id: 'b' }], refused: [] })
})

test('parsePersonaFile ignores keys of the object prototype', () => {
  const text = `{"hubpass":"personas","version":1,"__proto__":{"polluted":1},"personas":[
    {"label":"A","userDirectory":"D","userId":"x","__proto__":{"polluted":1}},
    {"label":"B","userDirectory":"D","userId":"x","constructor":{"prototype":{"polluted":1}}},
    {"label":"__proto__","userDirectory":"D","userId":"x"}]}`
  const file = readFileText(text)
  expect(file).toMatchObject({ isRead: true, entries: [{ label: '__proto__' }], refused: [{}, {}] })
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect('polluted' in {}).toBe(false)
})

test('parsePersonaFile keeps scripts in labels as plain text', () => {
  const label = '<img src=x onerror=alert(1)>'
  expect(readFileText(toFileText([{ ...entry, label }]))).toMatchObject({ entries: [{ label }] })
})

test('parsePersonaFile reads ten thousand personas', () => {
  const personas = Array.from({ length: maxPersonas }, (_, index) => ({ ...entry, label: `Anna ${index}` }))
  const file = readFileText(toFileText(personas))
  expect(file.isRead && file.entries.length).toBe(maxPersonas)
})
