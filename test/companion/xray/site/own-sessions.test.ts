import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { hashSessionId } from '../../../../companion/audit/format-entry.ts'
import { findLeftEntries } from '../../../../companion/open-sessions/records.ts'
import { type RecordEntry, SessionRecord } from '../../../../companion/open-sessions/session-record.ts'
import { sweepLeftSessions } from '../../../../companion/open-sessions/sweep.ts'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { OwnSessions } from '../../../../companion/xray/site/own-sessions.ts'
import { requestUrl } from '../../../doubles/qlik-sense/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { readAuditFiles } from '../../../support/audit-log.ts'
import { useCompanionHome } from '../../../support/companion-home.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

const home = useCompanionHome('test')

const user = { userDirectory: 'DOMAIN', userId: 'User1' }
const signal = new AbortController().signal
const entry: RecordEntry = { site: 'acme', prefix: 'sales', ...user }
const getFolder = () => join(home.path, 'open-sessions')
const listRecords = () => readdir(getFolder())

/** Changes when the records were last touched: the program that did is this one, which runs. */
async function ageRecords(ms = 3_600_000): Promise<void> {
  const at = new Date(Date.now() - ms)
  for (const name of await listRecords()) await utimes(join(getFolder(), name), at, at)
}

const sessionId = 'id-of-a-session-of-this-run'

async function start(runSignal = signal) {
  const qlik = await QlikSenseDouble.start()
  const site = siteConfigFor(qlik)
  await writeConfig(home.path, site)
  const own = new OwnSessions(
    { site: 'acme', prefix: 'sales', user, attributes: [], via: 'cli' },
    await connectToQps(site),
    runSignal,
  )
  return { qlik, own, [Symbol.asyncDispose]: () => qlik[Symbol.asyncDispose]() }
}

it.each([
  ['somebody else', { userDirectory: 'DOMAIN', userId: 'User2' }],
  ['the user in a browser', user],
])('a front end that names the session of %s for a ticket does not end it', async (_, identity) => {
  await using harness = await start()
  const { qlik, own } = harness
  qlik.addSession({ prefix: 'sales', sessionId, ...identity })
  await own.createByTicket(async () => ({ result: undefined, sessionId }))
  await own.end(sessionId)
  expect([await own.knows(sessionId), await own.list(), own.has(sessionId)]).toEqual([
    false,
    expect.any(Array),
    false,
  ])
  await own.endAll()
  expect([qlik.sessions.length, await listRecords()]).toEqual([1, []])
})

it('the audit log has the hash of the id that a proxy has chosen for a ticket', async () => {
  await using harness = await start()
  await harness.own.createByTicket(async () => ({ result: undefined, sessionId }))
  await harness.own.endAll()
  const entries = (await readAuditFiles(home.path)).filter(({ action }) => action === 'session.create')
  expect(entries.map(({ outcome, sessionHash }) => [outcome, sessionHash])).toEqual([
    ['asked', undefined],
    ['done', await hashSessionId(sessionId)],
  ])
})

it('a session that may remain after its creation failed keeps its record, and the next start ends it', async () => {
  const run = new AbortController()
  await using harness = await start(run.signal)
  const { qlik, own } = harness
  const { reached } = await qlik.fault('silent', { endpoint: 'qps', method: 'POST' })
  const isSilent = await qlik.fault('silent', { endpoint: 'qps', method: 'DELETE' })
  void reached.then(() => run.abort())
  await expect(own.create(sessionId)).rejects.toMatchObject({
    finding: { details: { sessionMayRemain: true } },
  })
  await own.endAll()
  expect(await listRecords()).toHaveLength(1)
  await isSilent.end()
  // The server ended it, although its answer did not arrive. Another server would not have.
  qlik.addSession({ prefix: 'sales', sessionId, ...user })
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it('a front end that redeems a ticket after it was given up leaves a record for the next start', async () => {
  await using harness = await start()
  const { qlik, own } = harness
  let late = ''
  const redeem = async (ticket: string) => {
    late = ticket
    throw new Error('no answer')
  }
  await expect(own.createByTicket(redeem)).rejects.toThrow('no answer')
  await own.endAll()
  await requestUrl(qlik, `${qlik.hub}/sales/hub/?qlikTicket=${late}`)
  expect(qlik.sessions).toHaveLength(1)
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it('a virtual proxy that no longer exists does not keep what a killed run has left on another', async () => {
  await using harness = await start()
  const { qlik, own } = harness
  await own.create(sessionId)
  const record = new SessionRecord()
  await record.add({ ...entry, prefix: 'absent', mark: 'a mark' })
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it('a site that was removed keeps its own entry only, and the other sessions end', async () => {
  await using harness = await start()
  const { qlik, own } = harness
  const record = new SessionRecord()
  await record.add({ ...entry, site: 'removed', mark: 'a mark' })
  await own.create(sessionId)
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect([qlik.sessions, (await listRecords()).length]).toEqual([[], 1])
})

const days = (count: number) => count * 24 * 3_600_000

it.each([
  ['six days, stays', 6, 1],
  ['eight days, is removed', 8, 0],
])('the record of a removed site that nobody has touched for %s', async (_, age, left) => {
  await using harness = await start()
  expect(harness.qlik.sessions).toEqual([])
  await new SessionRecord().add({ ...entry, site: 'removed', mark: 'a mark' })
  await ageRecords(days(age))
  using written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await sweepLeftSessions('cli', signal)
  expect(await listRecords()).toHaveLength(left)
  expect(written.mock.calls.flat().join('')).toContain(left === 0 ? 'gave up ending sessions' : '')
})

it('a start that is interrupted keeps the record of a site that was removed long ago', async () => {
  await using harness = await start()
  expect(harness.qlik.sessions).toEqual([])
  await new SessionRecord().add({ ...entry, site: 'removed', mark: 'a mark' })
  await ageRecords(days(8))
  await sweepLeftSessions('cli', AbortSignal.abort())
  expect(await listRecords()).toHaveLength(1)
})

it('a forged record with tens of thousands of entries asks QPS as seldom as one of a run', async () => {
  await using harness = await start()
  const { qlik } = harness
  await new SessionRecord().add({ ...entry, mark: 'a mark' })
  const [name = ''] = await listRecords()
  const line = JSON.stringify({ ...entry, mark: 'another mark' })
  for (const id of ['a', 'b', 'c'])
    await writeFile(join(getFolder(), name.replace(/-[^@]*/, `-${id}`)), `${line}\n`.repeat(30_000))
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect(qlik.requests.length).toBeLessThanOrEqual(201)
  await sweepLeftSessions('cli', signal)
  expect(await listRecords()).toEqual([])
})

it('a record with hundreds of entries keeps those that a start does not ask about, for the next one', async () => {
  await using harness = await start()
  expect(harness.qlik.sessions).toEqual([])
  const record = new SessionRecord()
  await Promise.all(
    Array.from({ length: 250 }, (_, index) => record.add({ ...entry, mark: `mark ${index}` })),
  )
  await ageRecords()
  const countEntries = async () => (await findLeftEntries()).flatMap(({ entries }) => entries).length
  expect(await countEntries()).toBe(250)
  await sweepLeftSessions('cli', signal)
  await ageRecords()
  expect(await countEntries()).toBe(50)
  await sweepLeftSessions('cli', signal)
  expect(await listRecords()).toEqual([])
})

it('entries that cannot be decided do not keep a start from asking about those behind them', async () => {
  await using harness = await start()
  const record = new SessionRecord()
  const removed = { ...entry, site: 'removed' }
  await Promise.all(
    Array.from({ length: 200 }, (_, index) => record.add({ ...removed, mark: `mark ${index}` })),
  )
  await record.add({ ...entry, mark: 'behind' })
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect(harness.qlik.requests).toEqual([])
  await ageRecords()
  await sweepLeftSessions('cli', signal)
  expect(harness.qlik.requests).toHaveLength(1)
})

const countLeft = async () => (await findLeftEntries()).length

it.each([
  ['was not touched for an hour', 3_600_000, 1],
  ['is from the future, because the clock was set back', -3_600_000, 1],
  ['was just touched', 0, 0],
])('a record with the number of a running process %s', async (_, ageMs, left) => {
  await new SessionRecord().add({ ...entry, mark: 'a mark' })
  await ageRecords(ageMs)
  expect(await countLeft()).toBe(left)
})

it('a record of another machine, whose processes this one does not see, is left once it is old', async () => {
  await new SessionRecord().add({ ...entry, mark: 'a mark' })
  const [name = ''] = await listRecords()
  const ofOther = name.replace(/^\d+/, '999999999').replace(/@.*/, '@other-machine.jsonl')
  await rename(join(getFolder(), name), join(getFolder(), ofOther))
  expect(await countLeft()).toBe(0)
  await ageRecords()
  expect(await countLeft()).toBe(1)
})

it('an entry that a full disk has cut does not spoil the next one', async () => {
  const record = new SessionRecord()
  await record.add({ ...entry, mark: 'first' })
  const [name = ''] = await listRecords()
  await writeFile(join(getFolder(), name), '\n{"site":"acme","pre', { flag: 'a' })
  await record.add({ ...entry, mark: 'second' })
  await ageRecords()
  const [left] = await findLeftEntries()
  expect(left?.entries.map(({ mark }) => mark)).toEqual(['first', 'second'])
})

it.skipIf(process.platform === 'win32')(
  'a pipe and a huge file among the records neither hold up nor hide what a killed run has left',
  async () => {
    await new SessionRecord().add({ ...entry, mark: 'a mark' })
    const [name = ''] = await listRecords()
    const [pipe = '', huge = ''] = ['a', 'b'].map(id => join(getFolder(), name.replace(/-[^@]*/, `-${id}`)))
    execFileSync('mkfifo', [pipe])
    await writeFile(huge, '')
    await truncate(huge, 64 * 1024 * 1024)
    await ageRecords()
    const found = await findLeftEntries()
    expect(found.flatMap(({ entries }) => entries.map(({ mark }) => mark))).toEqual(['a mark'])
  },
)

it('a record that cannot be written any more says so before a session exists, and ends what there is', async () => {
  await using harness = await start()
  const { qlik, own } = harness
  await own.create(sessionId)
  const [name = ''] = await listRecords()
  await rm(join(getFolder(), name))
  await mkdir(join(getFolder(), name))
  const created = own.create('id-of-no-session')
  await expect(created).rejects.toMatchObject({ finding: { code: 'FILE_NOT_WRITTEN' } })
  expect(qlik.sessions).toHaveLength(1)
  await own.endAll()
  expect(qlik.sessions).toEqual([])
})
