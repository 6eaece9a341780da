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

test('run controller ends a run as interrupted when the response to createSession was lost', async () => {
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
])('run controller ignores unreadable record %#', async value => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(value) })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
})

test('run controller starts a new run when the storage cannot be read', async () => {
  const runItem = new FakeSessionItem()
  runItem.load = () => Promise.reject(new Error('no storage'))
  const bg = await startWithPage({ runItem })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
})

/** Returns a run that was waiting for a session action when its worker stopped. */
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

test('run controller resumes a run that was still queued', async () => {
  const { left } = await startInterruptedWhileQueued()
  const next = await startWithPage({ runItem: left })
  await waitForOutcome(next, 'passed')
  expect(next.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
})

test('run controller reports RUN_INTERRUPTED for a queued run that is too old', async () => {
  const { left } = await startInterruptedWhileQueued()
  vi.setSystemTime(Date.now() + maxResumeAgeMs)
  const next = await startWithPage({ runItem: left })
  await waitForOutcome(next, 'failed')
  expect(next.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(next.companion.sessions).toEqual([])
})

/** Returns a session action that was in progress when its worker stopped. */
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

test('the next worker finishes an interrupted action, under the id that its page knows', async () => {
  const { bg, hold, left } = await startInterruptedWhileEnding()
  const next = await startWithPage({ pendingActionsItem: left, companion: bg.companion })
  hold.release()
  await vi.waitFor(() => expect(next.page.state?.sessionAction).toMatchObject({ status: 'done', ended: 1 }))
  expect(next.page.state?.sessionAction?.id).toBe(bg.page.state?.sessionAction?.id)
  await vi.waitFor(() => expect(left.value).toEqual([]))
})

test('session actions remove a completed action from the storage', async () => {
  const { bg, hold, pendingActionsItem } = await startInterruptedWhileEnding()
  expect(pendingActionsItem.value).toMatchObject([{ name: 'logOut', windowId: 1 }])
  hold.release()
  await vi.waitFor(() => expect(pendingActionsItem.value).toEqual([]))
  expect(bg.page.state?.sessionAction).toMatchObject({ status: 'done' })
})

test('session actions succeed when the storage fails', async () => {
  const pendingActionsItem = new FakeSessionItem()
  pendingActionsItem.load = pendingActionsItem.save = () => Promise.reject(new Error('no storage'))
  const bg = await startWithPage({ pendingActionsItem })
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(bg.page.state?.sessionAction).toMatchObject({ status: 'done' }))
})

test('run controller does not resume a run that was cancelled while queued', async () => {
  const { bg, runItem } = await startInterruptedWhileQueued()
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'cancelled')
  const next = await startWithPage({ runItem })
  await waitForOutcome(next, 'cancelled')
  expect(next.companion.sessions).toEqual([])
})
