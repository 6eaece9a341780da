import { expect, test, vi } from 'vitest'
import { message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import type { SignInRequest } from '#shared/intents'
import type { OpenedRun, RunList } from '#shared/runs/run-history'
import { createHistory } from '../../../src/background/history/history-controller.ts'
import { openRunHistory } from '../../../src/background/history/stored-runs.ts'
import {
  createRecord,
  failStep,
  finishRun,
  passStep,
  type RunRecord,
} from '../../../src/background/run/run-state.ts'
import { createQuarantine } from '../../../src/background/storage/quarantine.ts'
import { FakeBrowser, FakeLocalStorage, FakeSessionItem } from '../../support/fake-browser.ts'

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

function startHistory(storage = new FakeLocalStorage()) {
  let shown: { runHistory?: RunList; openedRun?: OpenedRun } = {}
  const asked: SignInRequest[] = []
  const runs = openRunHistory({
    readRunsKept: async () => 50,
    storage,
    quarantine: createQuarantine({ storage, now: Date.now, publish: () => {} }),
    clearedRunsItem: new FakeSessionItem(),
  })
  const history = createHistory({
    runs,
    readBrowserInfo: async () => 'Chromium 156',
    extensionVersion: '0.1.0',
    getCompanionVersion: () => '0.1.0',
    publish: change => {
      shown = { ...shown, ...change }
    },
    signIn: request => asked.push(request),
    findSite: id => ({ id, hub: 'https://qlik.test', sessionIds: 'base64url' }),
    now: () => 5000,
  })
  const list = async () => {
    history.handlers.listRuns({ intent: 'listRuns' })
    await vi.waitFor(() => expect(shown.runHistory).toBeDefined())
  }
  return { ...history, list, asked, runs, shown: () => shown, storage }
}

const createEndedRecord = (id: string, more: Partial<RunRecord> = {}): RunRecord => {
  const record = createRecord(request, id)
  const run = finishRun(passStep(record.run, 'companion', 1, undefined))
  return { ...record, site: { id: 'acme', hub: 'https://qlik.test' }, run, ...more }
}

const readRun = async (bg: ReturnType<typeof startHistory>, id: string) => {
  bg.handlers.readRun({ intent: 'readRun', id })
  await vi.waitFor(() => expect(bg.shown().openedRun?.id).toBe(id))
  return bg.shown().openedRun
}

test('history lists finished runs, the newest first', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one'))
  bg.add(createEndedRecord('two'))
  await bg.list()
  expect(bg.shown().runHistory).toMatchObject({
    runs: [{ id: 'two', user: 'DOMAIN\\User1', prefix: 'sales', outcome: 'passed', at: 5000 }, { id: 'one' }],
    cleared: 0,
  })
})

test('history updates a shown list when another run has finished', async () => {
  const bg = startHistory()
  await bg.list()
  bg.add(createEndedRecord('one'))
  await vi.waitFor(() => expect(bg.shown().runHistory?.runs).toHaveLength(1))
})

test('history stores fifty runs', async () => {
  const bg = startHistory()
  for (let number = 0; number < 53; number++) bg.add(createEndedRecord(String(number)))
  await bg.list()
  expect(bg.shown().runHistory?.runs.map(({ id }) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => String(52 - index)),
  )
})

test('history stores fewer runs when they are large, and keeps the newest', async () => {
  const bg = startHistory()
  const attributes = [{ name: 'group', value: 'x'.repeat(60_000) }]
  const large = { ...request, identity: { ...request.identity, attributes } }
  for (let number = 0; number < 40; number++) bg.add({ ...createEndedRecord(String(number)), request: large })
  await bg.list()
  const ids = bg.shown().runHistory?.runs.map(({ id }) => id) ?? []
  expect(ids[0]).toBe('39')
  expect(ids.length).toBeGreaterThan(30)
  expect(JSON.stringify(await bg.storage.load('runs')).length).toBeLessThan(2_100_000)
})

test('history returns the report of a run, or that no run has that id', async () => {
  const bg = startHistory()
  const browser = new FakeBrowser()
  const journal = { session: 'created' as const, replaced: [browser.createCookie('the-session-id-before')] }
  bg.add(createEndedRecord('one', { journal, virtualProxy: { prefix: 'sales' } }))
  expect(await readRun(bg, 'one')).toMatchObject({
    status: 'ready',
    facts: {
      asked: { site: 'acme', cookieName: 'typed', persona: 'anna' },
      hub: 'https://qlik.test',
      versions: { extension: '0.1.0', companion: '0.1.0', browser: 'Chromium 156' },
      cookie: { meant: { name: 'typed', secure: true }, sources: { name: 'typed' }, replaced: 1 },
    },
  })
  expect(await readRun(bg, 'two')).toEqual({ status: 'missing', id: 'two' })
})

test('history returns the report of a run that a page asked for before it was stored', async () => {
  const bg = startHistory()
  expect(await readRun(bg, 'one')).toEqual({ status: 'missing', id: 'one' })
  bg.add(createEndedRecord('one'))
  await vi.waitFor(() => expect(bg.shown().openedRun).toMatchObject({ status: 'ready', id: 'one' }))
})

test('history removes session ids and previous cookie values from every text of a report', async () => {
  const bg = startHistory()
  const before = 'the-session-id-before'
  const finding = findingOf('INTERNAL', { detail: `${sessionId} and ${before}` })
  const record = createEndedRecord('one', {
    journal: { session: 'created', replaced: [new FakeBrowser().createCookie(before)] },
  })
  const leftBehind = [message('note.sessionRemains', { reason: `it was ${sessionId}` })]
  bg.add({ ...record, run: { ...finishRun(failStep(record.run, finding, 2), leftBehind) } })
  const stored = JSON.stringify([await readRun(bg, 'one'), await bg.storage.load('runs')])
  expect(stored).toContain('<session-id> and <session-id>')
  expect(stored).not.toContain(sessionId)
  expect(stored).not.toContain(before)
})

test('history repeats a run in the requesting window with a new session id', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one'))
  bg.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(bg.asked).toHaveLength(1))
  expect(bg.asked).toEqual([{ ...request, windowId: 3, sessionId: expect.any(String) }])
  expect(bg.asked[0]?.sessionId).not.toBe(sessionId)
  // The site has chosen this form.
  expect(bg.asked[0]?.sessionId).toMatch(/^[\w-]{36}$/)
  expect(bg.asked[0]?.sessionId).toMatch(/[g-zA-Z_]/)
})

test('history repeats a private run in a private window', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one', { request: { ...request, inPrivateWindow: true } }))
  bg.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(bg.asked).toMatchObject([{ inPrivateWindow: true }]))
})

test('history reports that a cleared run cannot be repeated', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one'))
  bg.handlers.clearRuns({ intent: 'clearRuns' })
  bg.handlers.runAgain({ intent: 'runAgain', id: 'one', windowId: 3 })
  await vi.waitFor(() => expect(bg.shown().openedRun).toEqual({ status: 'missing', id: 'one' }))
  expect(bg.asked).toEqual([])
})

test('history restores each run only once, even if it was not cleared', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one'))
  await bg.list()
  const { save } = bg.storage
  bg.storage.save = () => Promise.reject(new Error('quota'))
  bg.handlers.clearRuns({ intent: 'clearRuns' })
  bg.handlers.listRuns({ intent: 'listRuns' })
  await vi.waitFor(() => expect(bg.shown().runHistory?.cleared).toBe(1))
  bg.storage.save = save
  bg.handlers.restoreRuns({ intent: 'restoreRuns' })
  await vi.waitFor(() => expect(bg.shown().runHistory?.cleared).toBe(0))
  expect(bg.shown().runHistory?.runs.map(({ id }) => id)).toEqual(['one'])
})

test('history restores all cleared runs and keeps the runs in between', async () => {
  const bg = startHistory()
  bg.add(createEndedRecord('one'))
  bg.handlers.clearRuns({ intent: 'clearRuns' })
  await vi.waitFor(() => expect(bg.shown().runHistory).toEqual({ runs: [], cleared: 1 }))
  bg.add(createEndedRecord('two'))
  bg.handlers.restoreRuns({ intent: 'restoreRuns' })
  await vi.waitFor(() => expect(bg.shown().runHistory).toMatchObject({ runs: [{}, {}], cleared: 0 }))
  expect(bg.shown().runHistory?.runs.map(({ id }) => id)).toEqual(['two', 'one'])
})

test('history continues after the storage has failed', async () => {
  const bg = startHistory()
  const { save } = bg.storage
  bg.storage.save = () => Promise.reject(new Error('quota'))
  bg.add(createEndedRecord('lost'))
  await bg.list()
  bg.storage.save = save
  bg.add(createEndedRecord('kept'))
  await vi.waitFor(() => expect(bg.shown().runHistory?.runs.map(({ id }) => id)).toEqual(['kept']))
})
