import { describe, expect, test } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import { redact } from '#ui/report/redact.ts'
import { failedReport, reportOfUser } from '../../support/run-report-fixture.ts'

const realNames = /anna|corp|bob|smith|example|qlik01|qlik\.|local\b|production/i

/** Facts with nothing but a message. */
const redactedMessage = (userId: string, message?: string) =>
  redact(reportOfUser(userId, message)).run.finding?.message

test('leaves no name of a user, a directory or a host anywhere', () => {
  expect(JSON.stringify(redact(failedReport))).not.toMatch(realNames)
})

test('gives the same name the same pseudonym, in fields, messages and addresses', () => {
  const { asked, run, hub, virtualProxy, cookie } = redact(failedReport)
  expect([asked.site, run.site]).toEqual(['SITE-1', 'SITE-1'])
  expect(asked.identity).toMatchObject({ userDirectory: 'DIR-1', userId: 'USER-1' })
  expect(run.user).toBe('DIR-1\\USER-1')
  expect(run.finding?.message).toBe(
    'You are signed in to the hub as "DIR-1\\USER-2", not as "DIR-1\\USER-1".',
  )
  expect(run.finding?.details).toEqual({ expected: 'DIR-1\\USER-1', received: 'DIR-1\\USER-2' })
  expect(hub).toBe('https://HOST-1.HOST-2:8443')
  expect(run.steps[4]?.note).toBe('Hub of USER-1 on HOST-1.HOST-2')
  expect(virtualProxy?.settings?.authenticationModuleUri).toMatch(
    /^https:\/\/HOST-\d\.HOST-2\/forms\?user=USER-1$/,
  )
  expect(cookie?.meant.domain).toBe('.HOST-2')
})

test('gives the same pseudonyms every time', () => {
  expect(redact(failedReport)).toEqual(redact(structuredClone(failedReport)))
})

test('keeps what is nobody’s name', () => {
  const { run, versions, virtualProxy, cookie, asked } = redact(failedReport)
  expect(run).toMatchObject({ id: 'run-1', outcome: 'failed', prefix: 'sales' })
  expect(run.finding?.code).toBe('WRONG_IDENTITY')
  expect(versions).toEqual(failedReport.versions)
  expect(cookie?.meant.name).toBe('X-Qlik-Session-sales')
  expect(virtualProxy?.settings?.cookieName).toBe('X-Qlik-Session-sales')
  expect(asked.identity.attributes).toEqual([
    { name: 'email', value: 'VALUE-1' },
    { name: 'group', value: 'VALUE-2' },
  ])
  expect(run.steps.map(({ state }) => state)).toEqual(failedReport.run.steps.map(({ state }) => state))
})

describe.each([
  ['a name within another word', 'ann', 'Annette is not ann.', 'Annette is not USER-1.'],
  ['letters of any script', 'Ölaf', '"CORP\\ölaf" and ölafs', '"DIR-1\\USER-1" and ölafs'],
  ['right to left', 'مستخدم', 'CORP\\مستخدم', 'DIR-1\\USER-1'],
  ['with a space', 'Anna Maria', 'It is Anna Maria.', 'It is USER-1.'],
  ['that is a pattern', 'a.*(b', 'It is a.*(b, not axxb.', 'It is USER-1, not axxb.'],
  ['that is a replacement', '$&$1', 'It is $&$1.', 'It is USER-1.'],
  [
    'of one letter, also a word',
    'a',
    'That is a test of CORP\\a and "a".',
    'That is a test of DIR-1\\USER-1 and "USER-1".',
  ],
  ['of a step and a state', 'hub', 'The hub.', 'The USER-1.'],
  ['of an object’s own key', '__proto__', 'It is __proto__.', 'It is USER-1.'],
  [
    'of a path',
    'anna',
    '/home/anna2/certs, C:\\Users\\bob\\client.pem',
    '/home/USER-3/certs, C:\\DIR-2\\USER-2\\client.pem',
  ],
  [
    'that is a mailbox, and one beside it',
    'anna.berg@acme.test',
    'CORP\\anna.berg@acme.test, <be@acme.test>, of anna.berg',
    'DIR-1\\USER-1, <USER-4@HOST-4>, of USER-3',
  ],
  ['with a hyphen', 'anna-maria', 'It is anna-maria on srv-qlik:4243.', 'It is USER-1 on HOST-4:4243.'],
  ['of a host in an address', 'anna', '*://qlik.corp.test/* and srv7:4242.', '*://HOST-4/* and HOST-5:4242.'],
])('knows a name %s', (_, userId, message, expected) => {
  test(userId, () => expect(redactedMessage(userId, message)).toBe(expected))
})

test('knows the ids of sites where they are meant, and those that are known beside', () => {
  const finding = findingOf('SITE_UNKNOWN', { site: 'production', known: ['acme', 'The hub'] })
  const { run } = redact({ ...failedReport, run: { ...failedReport.run, finding } })
  expect(run.finding).toMatchObject({
    message: 'The site "SITE-1" is not configured.',
    remedy: expect.stringContaining('Use "SITE-2" or "SITE-3", or add'),
    details: { site: 'SITE-1', known: ['SITE-2', 'SITE-3'] },
  })
  const said = 'In production, a "production" is "production".'
  expect(redactedMessage('anna', said)).toBe('In production, a "SITE-1" is "SITE-1".')
})

describe('what attributes say', () => {
  const saying = (message: string, ...values: string[]) => {
    const facts = reportOfUser('anna', message)
    const attributes = values.map(value => ({ name: 'said', value }))
    const { asked, run } = redact({
      ...facts,
      asked: { ...facts.asked, identity: { ...facts.asked.identity, attributes } },
    })
    return [run.finding?.message, ...asked.identity.attributes.map(({ value }) => value)]
  }

  test('goes by the same pseudonym wherever it stands, that of a user where it is one', () => {
    expect(saying('None.', 'Anna Berg', 'HR', 'hr', '', 'anna')).toEqual([
      'None.',
      'VALUE-1',
      'VALUE-2',
      'VALUE-2',
      '',
      'USER-1',
    ])
  })

  test('has a pseudonym however long it is', () => {
    expect(saying('None.', 'x'.repeat(60_000))).toEqual(['None.', 'VALUE-1'])
  })

  test('is known in texts where it is quoted, or cannot be a word of ours', () => {
    expect(saying('"HR" is not HR, Anna Berg: no prefix "sales".', 'Anna Berg', 'HR', 'sales')).toEqual([
      '"VALUE-2" is not HR, VALUE-1: no prefix "sales".',
      'VALUE-1',
      'VALUE-2',
      'VALUE-3',
    ])
  })
})

test('takes a moment for no host', () => {
  const said = 'The certificate expires in 3 days, on 2026-12-03T09:30:00.000Z.'
  expect(redactedMessage('anna', said)).toBe(said)
})

test('takes a machine’s own words for itself for no name', () => {
  expect(redactedMessage('anna', 'localhost:4243 refused the connection.')).toBe(
    'localhost:4243 refused the connection.',
  )
})

test.each(['a.', 'a', 'DIR\\anna ', 'a@b.c ', 'https://a.b.c '])(
  'completes for a report whose title is a long text of %j, and cuts it',
  unit => {
    const note = unit.repeat(100_000)
    const steps = failedReport.run.steps.map(step => ({ ...step, note, noteMessages: undefined }))
    const redacted = redact({ ...failedReport, run: { ...failedReport.run, steps } })
    for (const step of redacted.run.steps) expect(step.note?.length).toBeLessThan(20_000)
  },
)
