import { expect, test } from 'vitest'
import { personaColorNames } from '#shared/personas/persona-colors'
import {
  formatPersonaFile,
  maxFileCharacters,
  maxPersonas,
  parsePersonaFile,
  readPersonaFile,
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
  ['with a backslash in the id', { ...entry, userId: 'DOMAIN\\anna' }, 'userId', 'backslash', []],
  ['with kept quotes', { ...entry, userId: "anna'" }, 'userId', 'quotationMark', ["'"]],
  [
    'with typographic quotes',
    { ...entry, userDirectory: '“DOMAIN' },
    'userDirectory',
    'quotationMark',
    ['“'],
  ],
  ['with a zero-width space', { ...entry, userId: 'anna\u200b' }, 'userId', 'invisibleCharacter', ['U+200B']],
  [
    'with a direction mark',
    { ...entry, userDirectory: '\u200eDOMAIN' },
    'userDirectory',
    'invisibleCharacter',
    ['U+200E'],
  ],
  ['with a byte order mark', { ...entry, userId: '\ufeffanna' }, 'userId', 'invisibleCharacter', ['U+FEFF']],
  ['with a lost character', { ...entry, userId: 'm\ufffdller' }, 'userId', 'lostCharacter', ['U+FFFD']],
  ['with half a surrogate pair', { ...entry, userId: 'anna\ud800' }, 'userId', 'lostCharacter', ['U+D800']],
  ['with a control character', { ...entry, userId: 'anna\u0085' }, 'userId', 'controlCharacters', []],
  ['with dots', { ...entry, userDirectory: '..' }, 'userDirectory', 'pathSegment', []],
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

const umlauts = toFileText([{ ...entry, userId: 'müller' }])

/** A file in which each character up to U+00FF is one byte, as in the Windows code page 1252. */
const toCodePage = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))
const toUtf16 = (text: string, isBigEndian: boolean) => {
  const units = new DataView(new ArrayBuffer(text.length * 2))
  for (const [index, unit] of text.split('').entries())
    units.setUint16(index * 2, unit.charCodeAt(0), !isBigEndian)
  return new Uint8Array(units.buffer)
}

test.each<[string, Uint8Array]>([
  ['UTF-8', new TextEncoder().encode(umlauts)],
  ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${umlauts}`)],
  ['UTF-16, as Windows PowerShell writes it', toUtf16(`\ufeff${umlauts}`, false)],
  ['UTF-16 in the other byte order', toUtf16(`\ufeff${umlauts}`, true)],
  ['ASCII with escapes', new TextEncoder().encode(umlauts.replace('ü', '\\u00fc'))],
])('readPersonaFile reads a file in %s', (_, bytes) => {
  expect(readPersonaFile(bytes)).toMatchObject({ isRead: true, entries: [{ userId: 'müller' }], refused: [] })
})

test.each<[string, Uint8Array]>([
  ['the Windows code page', toCodePage(umlauts)],
  ['half a character', new TextEncoder().encode(umlauts).slice(0, umlauts.indexOf('ü') + 1)],
  ['UTF-16 with half a surrogate pair', toUtf16(`\ufeff${umlauts}\ud800`, false)],
])('readPersonaFile rejects a file with %s instead of reading other names', (_, bytes) => {
  expect(readPersonaFile(bytes)).toEqual({ isRead: false, error: { reason: 'notUtf8' } })
})
