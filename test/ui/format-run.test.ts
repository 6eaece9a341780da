import { afterEach, expect, it, vi } from 'vitest'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { message } from '#messages/message'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
import type { Step } from '#shared/runs/run'
import { setInvocation } from '#ui/command-start.ts'
import { formatNote, formatStepTime, splitCommands } from '#ui/format-run.ts'
import { setCatalogue, textsOf } from '#ui/i18n.ts'
import { setLanguage } from '../stories/locales.ts'

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
])('formatStepTime of %j is "%s"', (step, words) =>
  expect(formatStepTime({ name: 'hub', state: 'waiting', ...step }, 10_000)).toBe(words),
)

it('splitCommands finds the quoted command and keeps every character', () => {
  const { remedy } = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
  expect(splitCommands(remedy)).toEqual(['Run "', 'hubpass install', '" on this machine, then try again.'])
})

afterEach(() => {
  setInvocation(undefined)
  vi.unstubAllGlobals()
})

it.each([
  ['npx hubpass', 'Linux', ['npx', 'hubpass']],
  ["'/home/me/my tools/hubpass'", 'Linux', ['/home/me/my tools/hubpass']],
  ["& 'C:\\my tools\\hubpass.cmd'", 'Windows NT 10.0', ['C:\\my tools\\hubpass.cmd']],
])(
  'splitCommands starts commands with %s on %s, once the companion has said so',
  (start, userAgent, words) => {
    vi.stubGlobal('navigator', { userAgent })
    setInvocation(words)
    expect(splitCommands('Run "hubpass install" again.')).toEqual(['Run "', `${start} install`, '" again.'])
    const abridged = 'Set it with "hubpass site add … --qrs". It is for hubpass alone.'
    expect(splitCommands(abridged)).toEqual([abridged.replace('hubpass', start)])
    expect(splitCommands('Run "security find" now.')).toEqual(['Run "', 'security find', '" now.'])
  },
)

it.each(['Press Sign in again.', 'Set it with "hubpass site add … --tls-server-name".'])(
  'splitCommands finds no command in %j',
  remedy => expect(splitCommands(remedy)).toEqual([remedy]),
)

it('formatMessages uses the language of the page', () => {
  const step = { name: 'cookie', state: 'passed', note: 'replaced 2 cookies with the same name' } as const
  setCatalogue({ 'note.inPlaceOf.other': 'anstelle von {count}' }, 'de')
  expect(formatNote({ ...step, noteMessages: [message('note.inPlaceOf', { count: 2 })] })).toBe(
    'anstelle von 2',
  )
  expect(formatNote({ ...step, noteMessages: [{ id: 'note.newer', values: {} }] })).toBe(step.note)
  expect(formatNote(step)).toBe(step.note)
  setLanguage('de')
  const reason = reasonOfFinding(findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  expect(formatNote({ ...step, noteMessages: [message('note.noSettings', { reason })] })).toBe(
    'keine Einstellungen aus der QMC: qlik:4242 hat die Verbindung abgelehnt',
  )
  setLanguage('en')
})

it("formatMessages formats dates for the tester's locale", () => {
  const issued = message('note.issued', { issuer: 'QLIK-CA', until: '2034-05-01T12:30:00.000Z' })
  const step = { name: 'credential', state: 'passed', note: 'issued', noteMessages: [issued] } as const
  expect(formatMessage(english, issued)).toBe('issued by QLIK-CA, valid until 2034-05-01')
  expect(formatNote({ ...step, noteMessages: [issued] })).toBe('issued by QLIK-CA, valid until May 1, 2034')
  const details = { path: '/2034-05-01/client.pem', validTo: '2034-05-01T12:30:00.000Z', days: 3 }
  expect(textsOf(findingOf('CERTIFICATE_EXPIRES_SOON', details)).message).toBe(
    'The certificate /2034-05-01/client.pem expires in 3 days, on May 1, 2034.',
  )
  setLanguage('de')
  expect(formatNote({ ...step, noteMessages: [issued] })).toContain('01.05.2034')
  setLanguage('en')
})

it('formatNote explains a step without a note', () =>
  expect(formatNote({ name: 'hub', state: 'waiting' })).toBe('The tab shows the hub'))
