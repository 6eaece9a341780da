import { afterEach, expect, test, vi } from 'vitest'
import { maxResumeAgeMs } from '../../../src/background/timeouts.ts'
import {
  listCommands,
  recordInterruptedInSession,
  request,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

afterEach(() => vi.useRealTimers())

test('ends a run as interrupted when its session was asked for and nobody heard the answer', async () => {
  const left = { ...recordInterruptedInSession(), journal: { session: 'asked' as const } }
  const it = await startWithPage({ stored: new FakeSessionItem(left) })
  await waitForOutcome(it, 'failed')
  expect(it.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(listCommands(it.companion)).toContain('endSession')
})

test.each([
  undefined,
  'text',
  { run: 'broken' },
  { ...recordInterruptedInSession(), run: { outcome: 'dreaming' } },
])('starts afresh from what it cannot read in its store: %j', async value => {
  const it = await startWithPage({ stored: new FakeSessionItem(value) })
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'passed')
})

test('starts afresh when its store cannot be read', async () => {
  const stored = new FakeSessionItem()
  stored.load = () => Promise.reject(new Error('no storage'))
  const it = await startWithPage({ stored })
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'passed')
})

/** A run that waits for the end of a session, as a worker has left it that has died then. */
async function startInterruptedWhileQueued() {
  const stored = new FakeSessionItem()
  const it = await startWithPage({ stored })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.outcome).toBe('working'))
  return { it, left: new FakeSessionItem(structuredClone(stored.value)), stored, hold }
}

test('goes on with a run that had not come to its turn', async () => {
  const { left } = await startInterruptedWhileQueued()
  const next = await startWithPage({ stored: left })
  await waitForOutcome(next, 'passed')
  expect(next.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
})

test('says that a run has come to nothing which waited too long ago', async () => {
  const { left } = await startInterruptedWhileQueued()
  vi.setSystemTime(Date.now() + maxResumeAgeMs)
  const next = await startWithPage({ stored: left })
  await waitForOutcome(next, 'failed')
  expect(next.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(next.companion.sessions).toEqual([])
})

/** The end of a session, as a worker has left it that has died then. */
async function startInterruptedWhileEnding() {
  const begunDeeds = new FakeSessionItem()
  const it = await startWithPage({ begunDeeds })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  return { it, hold, begunDeeds, left: new FakeSessionItem(structuredClone(begunDeeds.value)) }
}

test('says of a deed that it was interrupted, once, and under the id that its page knows', async () => {
  const { it, left } = await startInterruptedWhileEnding()
  const next = await startWithPage({ begunDeeds: left })
  await vi.waitFor(() => expect(next.page.state?.sessionAction).toMatchObject({ status: 'failed' }))
  expect(it.page.state?.sessionAction).toMatchObject({ status: 'working' })
  expect(next.page.state?.sessionAction).toEqual({
    ...(it.page.state?.sessionAction as object),
    status: 'failed',
    finding: expect.objectContaining({ code: 'DEED_INTERRUPTED' }),
  })
  expect(left.value).toEqual([])
})

test('writes down of a deed nothing that tells a session, and forgets it when it is done', async () => {
  const { it, hold, begunDeeds } = await startInterruptedWhileEnding()
  const id = expect.any(String)
  expect(begunDeeds.value).toEqual([{ name: 'logOut', windowId: 1, id }])
  hold.release()
  await vi.waitFor(() => expect(begunDeeds.value).toEqual([]))
  expect(it.page.state?.sessionAction).toMatchObject({ status: 'done' })
})

test('does what it is told, although the store takes no word of it', async () => {
  const begunDeeds = new FakeSessionItem()
  begunDeeds.load = begunDeeds.save = () => Promise.reject(new Error('no storage'))
  const it = await startWithPage({ begunDeeds })
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(it.page.state?.sessionAction).toMatchObject({ status: 'done' }))
})

test('does not take a run up that was cancelled before its turn', async () => {
  const { it, stored } = await startInterruptedWhileQueued()
  it.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(it, 'cancelled')
  const next = await startWithPage({ stored })
  await waitForOutcome(next, 'cancelled')
  expect(next.companion.sessions).toEqual([])
})
