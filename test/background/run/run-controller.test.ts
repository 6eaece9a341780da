import { afterEach, expect, test, vi } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import { frameTimeoutMs } from '../../../src/background/timeouts.ts'
import {
  recordInterruptedInSession,
  request,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

afterEach(() => vi.useRealTimers())

test('run controller completes the six steps', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(bg.companion.sessions).toMatchObject([{ userId: 'User1', sessionId: request.sessionId }])
  expect([...bg.browser.cookieJar.values()]).toMatchObject([{ value: request.sessionId }])
})

test('run controller shows the warnings of the companion about a session, also after the run has passed', async () => {
  const bg = await startWithPage()
  const warning = findingOf('AUDIT_NOT_WRITTEN', { path: '/home/audit', reason: 'the disk is full' })
  bg.companion.auditWarnings = [warning]
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(bg.run()?.steps.find(({ name }) => name === 'session')?.warnings).toEqual([warning])
})

test('run controller registers the created session with the cookie that it replaced', async () => {
  const bg = await startWithPage()
  const before = bg.browser.createCookie('of-somebody-before')
  await bg.browser.ports.cookies.set(before, '0')
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(bg, 'passed')
  expect(await bg.registry.list()).toMatchObject([
    { sessionId: request.sessionId, userId: 'User1', persona: 'anna', storeId: '0', replaced: [before] },
  ])
  bg.registry.remove(request.sessionId)
  expect(await bg.registry.list()).toEqual([])
})

/** Returns a storage that is full. */
function createFullStore(): FakeSessionItem {
  const runItem = new FakeSessionItem()
  runItem.save = () => Promise.reject(new Error('Session storage quota bytes exceeded'))
  return runItem
}

test('run controller passes a run whose session cannot be registered, and notes it', async () => {
  const bg = await startWithPage({ createdSessionsItem: createFullStore() })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  const noteMessages = [{ id: 'note.notRemembered' }]
  await vi.waitFor(() => expect(bg.run()?.steps[5]).toMatchObject({ state: 'passed', noteMessages }))
})

test('run controller rolls back a run whose record cannot be saved', async () => {
  const bg = await startWithPage({ runItem: createFullStore() })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.message).toContain('quota bytes exceeded')
  expect(bg.companion.sessions).toEqual([])
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, prefix: 'bad prefix' } })
  await vi.waitFor(() => expect(bg.run()?.finding?.code).toBe('BAD_REQUEST'))
})

test('run controller hides the session id from pages in every state', async () => {
  const bg = await startWithPage()
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(JSON.stringify(bg.page.states)).not.toContain(request.sessionId)
})

test('run controller accepts a sign-in at the moment when the previous run is decided', async () => {
  const bg = await startWithPage()
  const second = { ...request, sessionId: 'session-id-of-the-second' }
  const { send } = bg.page.port
  bg.page.port.send = message => {
    send(message)
    if (bg.run()?.outcome !== 'passed') return
    bg.page.port.send = send
    bg.page.sendIntent({ intent: 'signIn', request: second })
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.companion.sessions).toHaveLength(2))
  await waitForOutcome(bg, 'passed')
  expect((await bg.registry.list()).map(({ sessionId }) => sessionId)).toEqual([
    second.sessionId,
    request.sessionId,
  ])
})

test('run controller does not queue a second sign-in behind a run in progress', async () => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(recordInterruptedInSession()) })
  const identity = { ...request.identity, userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, identity, sessionId: 'another-session-id' } })
  await waitForOutcome(bg, 'passed')
  expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('run controller stops waiting for embedded frames after the timeout', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  bg.browser.activeTab = { id: 5, active: true, url: 'https://portal.test/' }
  bg.browser.ports.tabScripting.listFrames = () => new Promise(() => {})
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(frameTimeoutMs - 100)
  expect(bg.run()?.steps[5]?.state).toBe('working')
  await vi.advanceTimersByTimeAsync(200)
  expect(bg.run()).toMatchObject({ outcome: 'passed' })
  expect(bg.run()?.steps[5]?.warnings).toBeUndefined()
})
