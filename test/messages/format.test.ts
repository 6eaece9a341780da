import { expect, it } from 'vitest'
import { type Catalogue, formatMessage, isComplete, isKnown } from '#messages/format'
import type { Values } from '#messages/message'

const german: Catalogue = {
  locale: 'de',
  messages: {
    'files.one': '{count} Datei',
    'files.other': '{count} Dateien',
    failed: 'Das ging nicht: {reason}.',
    said: '{who} sagt: {text}',
    both: '{items} sind da',
    either: '{items:or} fehlt',
    many: 'Gefunden: {items:items}',
    why: 'Es gibt keinen Grund.',
    until: 'bis {day}',
  },
}
const say = (id: string, values: Values = {}) => formatMessage(german, { id, values })

it('chooses the plural form by the count, and writes numbers as the language does', () => {
  expect([0, 1, 2, 12_345].map(count => say('files', { count }))).toEqual([
    '0 Dateien',
    '1 Datei',
    '2 Dateien',
    '12.345 Dateien',
  ])
})

it('writes lists as the language does', () => {
  const items = ['a', 'b', 'c']
  expect([say('both', { items }), say('either', { items }), say('many', { items })]).toEqual([
    'a, b und c sind da',
    'a, b oder c fehlt',
    'Gefunden: a; b; c',
  ])
})

it('ends a sentence with one period, whatever stands before it', () => {
  const reason = { id: 'why', values: {} }
  expect([say('failed', { reason: 'Nothing answers.' }), say('failed', { reason })]).toEqual([
    'Das ging nicht: Nothing answers.',
    'Das ging nicht: Es gibt keinen Grund.',
  ])
  expect(say('said', { who: 'qlik.', text: 'No access.' })).toBe('qlik. sagt: No access.')
})

it('shortens a moment to its day, or writes it as the page wants', () => {
  const day = '2034-05-01T12:30:00.000Z'
  expect(say('until', { day })).toBe('bis 2034-05-01')
  const formatDate = (moment: Date) => `${moment.getUTCDate()}.`
  expect(formatMessage({ ...german, formatDate }, { id: 'until', values: { day } })).toBe('bis 1.')
})

it('puts in what a value says of placeholders as it stands', () => {
  expect(say('failed', { reason: '{who} $1 $&' })).toBe('Das ging nicht: {who} $1 $&.')
})

it('knows a value only with all messages in it', () => {
  const newer = { id: 'newer', values: {} }
  expect(isKnown(german, { id: 'failed', values: { reason: 'r' } })).toBe(true)
  expect(isKnown(german, { id: 'failed', values: { reason: newer } })).toBe(false)
  expect(isKnown(german, ['text', newer])).toBe(false)
  expect(isComplete(german, { id: 'said', values: { who: 'it' } })).toBe(false)
  expect(isComplete(german, { id: 'said', values: { who: 'it', text: '' } })).toBe(true)
})
