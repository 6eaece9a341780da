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
  const left = { ...recordInterruptedInSession(), journal: { session: 'requested' as const } }
  const bg = await startWithPage({ runItem: new FakeSessionItem(left) })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(listCommands(bg.companion)).toContain('endSession')
})

test.each([
  undefined,
  'text',
  { run: 'broken' },
  { ...recordInterruptedInSession(), run: { outcome: 'dreaming' } },
])('starts afresh from what it cannot read in its store: %j', async value => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(value) })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
})

test('starts afresh when its store cannot be read', async () => {
  const runItem = new FakeSessionItem()
  runItem.load = () => Promise.reject(new Error('no storage'))
  const bg = await startWithPage({ runItem })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
})

/** A run that waits for the end of a session, as a worker has left it that has died then. */
async function startInterruptedWhileQueued() {
  const runItem = new FakeSessionItem()
  const bg = await startWithPage({ runItem })
  const hold = bg.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.outcome).toBe('working'))
  return { bg, left: new FakeSessionItem(structuredClone(runItem.value)), runItem, hold }
}

test('goes on with a run that had not come to its turn', async () => {
  const { left } = await startInterruptedWhileQueued()
  const next = await startWithPage({ runItem: left })
  await waitForOutcome(next, 'passed')
  expect(next.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
})

test('says that a run has come to nothing which waited too long ago', async () => {
  const { left } = await startInterruptedWhileQueued()
  vi.setSystemTime(Date.now() + maxResumeAgeMs)
  const next = await startWithPage({ runItem: left })
  await waitForOutcome(next, 'failed')
  expect(next.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(next.companion.sessions).toEqual([])
})

/** The end of a session, as a worker has left it that has died then. */
async function startInterruptedWhileEnding() {
  const pendingActionsItem = new FakeSessionItem()
  const bg = await startWithPage({ pendingActionsItem })
  const hold = bg.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  return {
    bg,
    hold,
    pendingActionsItem,
    left: new FakeSessionItem(structuredClone(pendingActionsItem.value)),
  }
}

test('says of a deed that it was interrupted, once, and under the id that its page knows', async () => {
  const { bg, left } = await startInterruptedWhileEnding()
  const next = await startWithPage({ pendingActionsItem: left })
  await vi.waitFor(() => expect(next.page.state?.sessionAction).toMatchObject({ status: 'failed' }))
  expect(bg.page.state?.sessionAction).toMatchObject({ status: 'working' })
  expect(next.page.state?.sessionAction).toEqual({
    ...(bg.page.state?.sessionAction as object),
    status: 'failed',
    finding: expect.objectContaining({ code: 'DEED_INTERRUPTED' }),
  })
  expect(left.value).toEqual([])
})

test('writes down of a deed nothing that tells a session, and forgets it when it is done', async () => {
  const { bg, hold, pendingActionsItem } = await startInterruptedWhileEnding()
  const id = expect.any(String)
  expect(pendingActionsItem.value).toEqual([{ name: 'logOut', windowId: 1, id }])
  hold.release()
  await vi.waitFor(() => expect(pendingActionsItem.value).toEqual([]))
  expect(bg.page.state?.sessionAction).toMatchObject({ status: 'done' })
})

test('does what it is told, although the store takes no word of it', async () => {
  const pendingActionsItem = new FakeSessionItem()
  pendingActionsItem.load = pendingActionsItem.save = () => Promise.reject(new Error('no storage'))
  const bg = await startWithPage({ pendingActionsItem })
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(bg.page.state?.sessionAction).toMatchObject({ status: 'done' }))
})

test('does not take a run up that was cancelled before its turn', async () => {
  const { bg, runItem } = await startInterruptedWhileQueued()
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'cancelled')
  const next = await startWithPage({ runItem })
  await waitForOutcome(next, 'cancelled')
  expect(next.companion.sessions).toEqual([])
})
