import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { Step } from '#shared/runs/run'
import { formatFinding } from '#ui/finding-texts.ts'
import { formatNote, formatStepTime, splitCommands } from '#ui/format-run.ts'
import { setCatalogue } from '#ui/i18n.ts'
import {
  createNote,
  createNoteWithCause,
  formatInEnglish,
  type NoteId,
  noteIds,
} from '../../src/background/run/notes.ts'
import { createLookup } from '../stories/locales.ts'
import { englishLookup } from '../support/setup-english.ts'

it.each<[Partial<Step>, string]>([
  [{ state: 'waiting' }, ''],
  [{ state: 'not-reached' }, ''],
  [{ state: 'passed', ms: 0.3 }, '0 ms'],
  [{ state: 'passed', ms: 42.4 }, '42 ms'],
  [{ state: 'failed', ms: 999.6 }, '1.0 s'],
  [{ state: 'passed', ms: 12_345 }, '12.3 s'],
  [{ state: 'working', startedAt: 9_500 }, ''],
  [{ state: 'working', startedAt: 6_900 }, '3 s'],
  [{ state: 'working', startedAt: 60_000 }, ''],
  [{ state: 'working' }, ''],
])('the time of %j is "%s"', (step, words) =>
  expect(formatStepTime({ name: 'hub', state: 'waiting', ...step }, 10_000)).toBe(words),
)

it('finds the command that a remedy quotes, and changes no letter of it', () => {
  const { remedy } = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
  expect(splitCommands(remedy)).toEqual(['Run "', 'hubpass install', '" on this machine, then try again.'])
})

it.each(['Press Sign in again.', 'Set it with "hubpass site add … --tls-server-name".'])(
  'takes no command from %j',
  remedy => expect(splitCommands(remedy)).toEqual([remedy]),
)

it('has the English of every phrase of the background, letter by letter', () => {
  const values = ['$1', '$2']
  for (const id of noteIds) {
    const known = { id: id as NoteId, values }
    expect(createLookup({})(`note${known.id}`, values)).toBe(formatInEnglish(known))
  }
})

it('says what the background says in the language of the page', () => {
  setCatalogue((key, values) => (key === 'noteInPlaceOf' ? `anstelle von ${values[0]}` : ''))
  const step = { name: 'cookie', state: 'passed', note: 'in place of 2 of that name' } as const
  expect(formatNote({ ...step, said: [createNote('InPlaceOf', 2)] })).toBe('anstelle von 2')
  expect(formatNote({ ...step, said: [{ id: 'Newer', values: [] }] })).toBe(step.note)
  expect(formatNote(step)).toBe(step.note)
  setCatalogue((key, values) => `${key}: ${values.join('|')}`)
  const because = findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' })
  expect(formatNote({ ...step, said: [createNoteWithCause('NoSettings', because)] })).toBe(
    'noteNoSettings: Nothing answers at qlik:4242',
  )
  setCatalogue(englishLookup)
})

it('writes days as the tester does, and moments of others not at all', () => {
  const said = [createNote('Issued', 'QLIK-CA', '2034-05-01T12:30:00.000Z')]
  const step = { name: 'credential', state: 'passed', note: 'issued' } as const
  expect(formatInEnglish(createNote('Issued', 'QLIK-CA', '2034-05-01T12:30:00.000Z'))).toBe(
    'issued by QLIK-CA, until 2034-05-01',
  )
  expect(formatNote({ ...step, said })).toBe('issued by QLIK-CA, until May 1, 2034')
  const details = { path: '/2034-05-01/client.pem', validTo: '2034-05-01T12:30:00.000Z', days: 3 }
  expect(formatFinding(findingOf('CERTIFICATE_EXPIRES_SOON', details)).message).toBe(
    'The certificate /2034-05-01/client.pem expires in 3 days, on May 1, 2034.',
  )
  setCatalogue((key, values) => (key === 'language' ? 'de' : englishLookup(key, values)))
  expect(formatNote({ ...step, said })).toContain('01.05.2034')
  setCatalogue(englishLookup)
})

it('says what a step means while it has no note', () =>
  expect(formatNote({ name: 'hub', state: 'waiting' })).toBe('The tab shows the hub'))
