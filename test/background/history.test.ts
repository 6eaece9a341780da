import { expect, test, vi } from 'vitest'
import { createHistory } from '../../src/background/history/history.ts'
import { openRunHistory } from '../../src/background/history/run-history.ts'
import { openKeptAside } from '../../src/background/kept-aside.ts'
import { phrase } from '../../src/background/phrases.ts'
import { ended, failed, newRecord, passed, type RunRecord } from '../../src/background/run-record.ts'
import { findingOf } from '../../src/protocol/findings/index.ts'
import type { SignInRequest } from '../../src/shared/intents.ts'
import type { PastRuns, ReadRun } from '../../src/shared/past-runs.ts'
import { BrowserDouble, LocalStorageDouble, StoredDouble } from '../doubles/browser.ts'

const sessionId = 'a-session-id-that-nobody-may-see'
const request: SignInRequest = {
  site: 'acme',
  prefix: 'sales',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [{ name: 'group', value: 'HR' }] },
  sessionId,
  cookieName: 'typed',
  windowId: 7,
  persona: 'anna',
}

function world(storage = new LocalStorageDouble()) {
  let shown: { pastRuns?: PastRuns; readRun?: ReadRun } = {}
  const asked: SignInRequest[] = []
  const runs = openRunHistory(
    storage,
    openKeptAside(storage, Date.now, () => {}),
    new StoredDouble(),
  )
  const history = createHistory({
    runs,
    aboutBrowser: async () => 'Chromium 156',
    versions: () => ({ extension: '0.1.0', companion: '0.1.0' }),
    publish: change => {
      shown = { ...shown, ...change }
    },
    signIn: request => asked.push(request),
    now: () => 5000,
  })
  const list = async () => {
    history.handlers.listRuns({ intent: 'listRuns' })
    await vi.waitFor(() => expect(shown.pastRuns).toBeDefined())
  }
  return { ...history, list, asked, runs, shown: () => shown, storage }
}

const endedRecord = (id: string, more: Partial<RunRecord> = {}): RunRecord => {
  const record = newRecord(request, id)
  const run = ended(passed(record.run, 'companion', 1, undefined))
  return { ...record, site: { id: 'acme', hub: 'https://qlik.test' }, run, ...more }
}

const read = async (it: ReturnType<typeof world>, id: string) => {
  it.handlers.readRun({ intent: 'readRun', id })
  await vi.waitFor(() => expect(it.shown().readRun?.id).toBe(id))
  return it.shown().readRun
}

test('lists the runs that have ended, the newest first', async () => {
  const it = world()
  it.keep(endedRecord('one'))
  it.keep(endedRecord('two'))
  await it.list()
  expect(it.shown().pastRuns).toMatchObject({
    runs: [{ id: 'two', user: 'DOMAIN\\User1', prefix: 'sales', outcome: 'passed', at: 5000 }, { id: 'one' }],
    cleared: 0,
  })
})

test('tells a list that is shown of a run that has ended since', async () => {
  const it = world()
  await it.list()
  it.keep(endedRecord('one'))
  await vi.waitFor(() => expect(it.shown().pastRuns?.runs).toHaveLength(1))
})

test('keeps fifty', async () => {
  const it = world()
  for (let number = 0; number < 53; number++) it.keep(endedRecord(String(number)))
  await it.list()
  expect(it.shown().pastRuns?.runs.map(({ id }) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => String(52 - index)),
  )
})

test('keeps fewer when they are large, the newest ones', async () => {
  const it = world()
  const attributes = [{ name: 'group', value: 'x'.repeat(60_000) }]
  const large = { ...request, identity: { ...request.identity, attributes } }
  for (let number = 0; number < 40; number++) it.keep({ ...endedRecord(String(number)), request: large })
  await it.list()
  const ids = it.shown().pastRuns?.runs.map(({ id }) => id) ?? []
  expect(ids[0]).toBe('39')
  expect(ids.length).toBeGreaterThan(30)
  expect(JSON.stringify(await it.storage.load('runs')).length).toBeLessThan(2_100_000)
})

test('gives the facts of a run, and says when there is none of that id', async () => {
  const it = world()
  const browser = new BrowserDouble()
  const journal = { session: 'made' as const, replaced: [browser.cookie('the-session-id-before')] }
  it.keep(endedRecord('one', { journal, virtualProxy: { prefix: 'sales' } }))
  expect(await read(it, 'one')).toMatchObject({
    status: 'ready',
    facts: {
      asked: { site: 'acme', cookieName: 'typed', persona: 'anna' },
      hub: 'https://qlik.test',
      versions: { extension: '0.1.0', companion: '0.1.0', browser: 'Chromium 156' },
      cookie: { meant: { name: 'typed', secure: true }, sources: { name: 'typed' }, replaced: 1 },
    },
  })
  expect(await read(it, 'two')).toEqual({ status: 'missing', id: 'two' })
})

test('keeps no session id, neither of the run nor of the cookie before, whoever wrote it where', async () => {
  const it = world()
  const before = 'the-session-id-before'
  const finding = findingOf('INTERNAL', { detail: `${sessionId} and ${before}` })
  const record = endedRecord('one', {
    journal: { session: 'made', replaced: [new BrowserDouble().cookie(before)] },
  })
  const leftBehind = [phrase('SessionRemains', `it was ${sessionId}`)]
  it.keep({ ...record, run: { ...ended(failed(record.run, finding, 2), leftBehind) } })
  const stored = JSON.stringify([await read(it, 'one'), await it.storage.load('runs')])
  expect(stored).toContain('<session-id> and <session-id>')
  expect(stored).not.toContain(sessionId)
  expect(stored).not.toContain(before)
})

test('runs again what was asked, in the window that asks, under a session id of its own', async () => {
  const it = world()
  it.keep(endedRecord('one'))
  it.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(it.asked).toHaveLength(1))
  expect(it.asked).toEqual([{ ...request, windowId: 3, sessionId: expect.any(String) }])
  expect(it.asked[0]?.sessionId).not.toBe(sessionId)
})

test('runs again in a private window what was run in one', async () => {
  const it = world()
  it.keep(endedRecord('one', { request: { ...request, beside: true } }))
  it.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(it.asked).toMatchObject([{ beside: true }]))
})

test('says that a run which was cleared meanwhile is not there to be run again', async () => {
  const it = world()
  it.keep(endedRecord('one'))
  it.handlers.clearRuns({ intent: 'clearRuns' })
  it.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(it.shown().readRun).toEqual({ status: 'missing', id: 'one' }))
  expect(it.asked).toEqual([])
})

test('brings each run back once, also when it was not taken away', async () => {
  const it = world()
  it.keep(endedRecord('one'))
  await it.list()
  const { save } = it.storage
  it.storage.save = () => Promise.reject(new Error('quota'))
  it.handlers.clearRuns({ intent: 'clearRuns' })
  it.handlers.listRuns({ intent: 'listRuns' })
  await vi.waitFor(() => expect(it.shown().pastRuns?.cleared).toBe(1))
  it.storage.save = save
  it.handlers.restoreRuns({ intent: 'restoreRuns' })
  await vi.waitFor(() => expect(it.shown().pastRuns?.cleared).toBe(0))
  expect(it.shown().pastRuns?.runs.map(({ id }) => id)).toEqual(['one'])
})

test('clears, and brings all back, those between too', async () => {
  const it = world()
  it.keep(endedRecord('one'))
  it.handlers.clearRuns({ intent: 'clearRuns' })
  await vi.waitFor(() => expect(it.shown().pastRuns).toEqual({ runs: [], cleared: 1 }))
  it.keep(endedRecord('two'))
  it.handlers.restoreRuns({ intent: 'restoreRuns' })
  await vi.waitFor(() => expect(it.shown().pastRuns).toMatchObject({ runs: [{}, {}], cleared: 0 }))
  expect(it.shown().pastRuns?.runs.map(({ id }) => id)).toEqual(['two', 'one'])
})

test('goes on after a store that took nothing', async () => {
  const it = world()
  const { save } = it.storage
  it.storage.save = () => Promise.reject(new Error('quota'))
  it.keep(endedRecord('lost'))
  await it.list()
  it.storage.save = save
  it.keep(endedRecord('kept'))
  await vi.waitFor(() => expect(it.shown().pastRuns?.runs.map(({ id }) => id)).toEqual(['kept']))
})
