import { describe, expect, it } from 'vitest'
import { formatMessage } from '#messages/format'
import { openRunHistory } from '../../../src/background/history/stored-runs.ts'
import { createQuarantine } from '../../../src/background/storage/quarantine.ts'
import de from '../../../src/messages/de.json' with { type: 'json' }
import { FakeLocalStorage, FakeSessionItem } from '../../support/fake-browser.ts'

const german = { locale: 'de', messages: de }

const finding = {
  code: 'SITE_UNKNOWN',
  message: 'Site "acme" is unknown.',
  remedy: 'Choose another site.',
  details: { site: 'acme', known: ['other'] },
}

/** A failed run in the form that the versions before messages were data stored. */
const storedRun = {
  run: {
    id: 'run-1',
    site: 'acme',
    prefix: 'sales',
    user: 'DOMAIN\\User1',
    outcome: 'failed',
    steps: [
      {
        name: 'companion',
        state: 'passed',
        note: 'version 0.1.0',
        said: [{ id: 'Version', values: ['0.1.0'] }],
      },
      {
        name: 'credential',
        state: 'passed',
        note: 'issued by Qlik, until 2030-01-02',
        said: [{ id: 'Issued', values: ['Qlik', '2030-01-02T00:00:00.000Z'] }],
      },
      {
        name: 'session',
        state: 'passed',
        note: 'a later note',
        said: [{ id: 'NobodyKnows', values: ['x'] }],
      },
      {
        name: 'cookie',
        state: 'failed',
        note: 'X-Qlik-Session-sales (all by default); in place of 2 of that name',
        said: [
          { id: 'AllByDefault', values: ['X-Qlik-Session-sales'] },
          { id: 'InPlaceOfOne', values: [] },
          { id: 'InPlaceOf', values: ['2'] },
        ],
      },
    ],
    leftBehind: ['The session may still exist: Site "acme" is unknown.'],
    leftBehindSaid: [{ id: 'SessionRemains', values: [], because: finding }],
  },
  endedAt: 5,
  asked: {
    site: 'acme',
    prefix: 'sales',
    identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
    cookieName: '',
  },
  versions: { extension: '0.1.0', browser: 'Chromium 156' },
}

async function readStoredRun() {
  const storage = new FakeLocalStorage()
  await storage.save('runs', { version: 1, data: [storedRun] })
  const history = openRunHistory({
    readRunsKept: async () => 50,
    storage,
    quarantine: createQuarantine({ storage, now: Date.now, publish: () => {} }),
    clearedRunsItem: new FakeSessionItem(),
  })
  return (await history.find('run-1'))?.run
}

describe('migrateNotes', () => {
  it('turns the notes of a run that an earlier version stored into messages', async () => {
    const run = await readStoredRun()
    const [companion, credential, , cookie] = (run?.steps ?? []).map(({ noteMessages = [] }) =>
      noteMessages.map(note => formatMessage(german, note)),
    )
    expect(companion).toEqual([formatMessage(german, { id: 'note.version', values: { version: '0.1.0' } })])
    expect(credential?.[0]).toContain('2030-01-02')
    expect(cookie).toEqual([
      expect.stringContaining('X-Qlik-Session-sales'),
      formatMessage(german, { id: 'note.inPlaceOf', values: { count: 1 } }),
      formatMessage(german, { id: 'note.inPlaceOf', values: { count: 2 } }),
    ])
  })

  it('puts the message of a stored finding into the note', async () => {
    const [left] = (await readStoredRun())?.leftBehindMessages ?? []
    expect(left?.id).toBe('note.sessionRemains')
    expect(left?.values.reason).toMatchObject({ id: expect.stringContaining('finding.SITE_UNKNOWN') })
  })

  it('keeps the English note of a message that it does not know', async () => {
    expect((await readStoredRun())?.steps[2]?.note).toBe('a later note')
  })
})
