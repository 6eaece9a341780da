import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { Step } from '#shared/run'
import { inEnglish, type PhraseId, phrase, phraseIds, phraseWith } from '../../src/background/phrases.ts'
import { textsOf } from '../../src/ui/finding-texts.ts'
import { speakWith } from '../../src/ui/texts.ts'
import { commandsIn, noteWords, timeWords } from '../../src/ui/words.ts'
import { lookupIn } from '../gallery/speak.ts'
import { english } from './english.ts'

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
  expect(timeWords({ name: 'hub', state: 'waiting', ...step }, 10_000)).toBe(words),
)

it('finds the command that a remedy quotes, and changes no letter of it', () => {
  const { remedy } = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
  expect(commandsIn(remedy)).toEqual(['Run "', 'hubpass install', '" on this machine, then try again.'])
})

it.each(['Press Sign in again.', 'Set it with "hubpass site add … --tls-server-name".'])(
  'takes no command from %j',
  remedy => expect(commandsIn(remedy)).toEqual([remedy]),
)

it('has the English of every phrase of the background, letter by letter', () => {
  const values = ['$1', '$2']
  for (const id of phraseIds) {
    const known = { id: id as PhraseId, values }
    expect(lookupIn({})(`note${known.id}`, values)).toBe(inEnglish(known))
  }
})

it('says what the background says in the language of the page', () => {
  speakWith((key, values) => (key === 'noteInPlaceOf' ? `anstelle von ${values[0]}` : ''))
  const step = { name: 'cookie', state: 'passed', note: 'in place of 2 of that name' } as const
  expect(noteWords({ ...step, said: [phrase('InPlaceOf', 2)] })).toBe('anstelle von 2')
  expect(noteWords({ ...step, said: [{ id: 'Newer', values: [] }] })).toBe(step.note)
  expect(noteWords(step)).toBe(step.note)
  speakWith((key, values) => `${key}: ${values.join('|')}`)
  const because = findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' })
  expect(noteWords({ ...step, said: [phraseWith('NoSettings', because)] })).toBe(
    'noteNoSettings: Nothing answers at qlik:4242',
  )
  speakWith(english)
})

it('writes days as the tester does, and moments of others not at all', () => {
  const said = [phrase('Issued', 'QLIK-CA', '2034-05-01T12:30:00.000Z')]
  const step = { name: 'credential', state: 'passed', note: 'issued' } as const
  expect(inEnglish(phrase('Issued', 'QLIK-CA', '2034-05-01T12:30:00.000Z'))).toBe(
    'issued by QLIK-CA, until 2034-05-01',
  )
  expect(noteWords({ ...step, said })).toBe('issued by QLIK-CA, until May 1, 2034')
  const details = { path: '/2034-05-01/client.pem', validTo: '2034-05-01T12:30:00.000Z', days: 3 }
  expect(textsOf(findingOf('CERTIFICATE_EXPIRES_SOON', details)).message).toBe(
    'The certificate /2034-05-01/client.pem expires in 3 days, on May 1, 2034.',
  )
  speakWith((key, values) => (key === 'language' ? 'de' : english(key, values)))
  expect(noteWords({ ...step, said })).toContain('01.05.2034')
  speakWith(english)
})

it('says what a step means while it has no note', () =>
  expect(noteWords({ name: 'hub', state: 'waiting' })).toBe('The tab shows the hub'))
