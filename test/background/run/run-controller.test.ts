import { afterEach, expect, test, vi } from 'vitest'
import { frameTimeoutMs } from '../../../src/background/timeouts.ts'
import {
  recordInterruptedInSession,
  request,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

afterEach(() => vi.useRealTimers())

test('passes through the six steps', async () => {
  const it = await startWithPage()
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'passed')
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1', sessionId: request.sessionId }])
  expect([...it.browser.cookieJar.values()]).toMatchObject([{ value: request.sessionId }])
})

test('remembers the session that it has made, and what it took the place of', async () => {
  const it = await startWithPage()
  const before = it.browser.createCookie('of-somebody-before')
  await it.browser.ports.cookies.set(before, '0')
  it.page.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(it, 'passed')
  expect(await it.ledger.list()).toMatchObject([
    { sessionId: request.sessionId, userId: 'User1', persona: 'anna', storeId: '0', replaced: [before] },
  ])
  it.ledger.remove(request.sessionId)
  expect(await it.ledger.list()).toEqual([])
})

/** A store that is full. */
function createFullStore(): FakeSessionItem {
  const stored = new FakeSessionItem()
  stored.save = () => Promise.reject(new Error('Session storage quota bytes exceeded'))
  return stored
}

test('says that a session could not be remembered, which is verified all the same', async () => {
  const it = await startWithPage({ made: createFullStore() })
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'passed')
  const said = [{ id: 'NotRemembered' }]
  await vi.waitFor(() => expect(it.run()?.steps[5]).toMatchObject({ state: 'passed', said }))
})

test('ends a run that cannot be written down, undone', async () => {
  const it = await startWithPage({ stored: createFullStore() })
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect(it.run()?.finding?.message).toContain('quota bytes exceeded')
  expect(it.companion.sessions).toEqual([])
  it.page.sendIntent({ intent: 'signIn', request: { ...request, prefix: 'bad prefix' } })
  await vi.waitFor(() => expect(it.run()?.finding?.code).toBe('BAD_REQUEST'))
})

test('keeps the session id from pages, in every state that they see', async () => {
  const it = await startWithPage()
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'passed')
  expect(JSON.stringify(it.page.states)).not.toContain(request.sessionId)
})

test('takes a sign-in that comes at the very moment of the verdict on the one before', async () => {
  const it = await startWithPage()
  const second = { ...request, sessionId: 'session-id-of-the-second' }
  const { send } = it.page.port
  it.page.port.send = message => {
    send(message)
    if (it.run()?.outcome !== 'passed') return
    it.page.port.send = send
    it.page.sendIntent({ intent: 'signIn', request: second })
  }
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.companion.sessions).toHaveLength(2))
  await waitForOutcome(it, 'passed')
  expect((await it.ledger.list()).map(({ sessionId }) => sessionId)).toEqual([
    second.sessionId,
    request.sessionId,
  ])
})

test('does not queue a second sign-in behind a run that goes on', async () => {
  const it = await startWithPage({ stored: new FakeSessionItem(recordInterruptedInSession()) })
  const identity = { ...request.identity, userId: 'User2' }
  it.page.sendIntent({ intent: 'signIn', request: { ...request, identity, sessionId: 'another-session-id' } })
  await waitForOutcome(it, 'passed')
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('waits no longer than it must for a frame of the page that was in front', async () => {
  vi.useFakeTimers()
  const it = await startWithPage()
  it.browser.activeTab = { id: 5, active: true, url: 'https://portal.test/' }
  it.browser.ports.tabScripting.listFrames = () => new Promise(() => {})
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(frameTimeoutMs - 100)
  expect(it.run()?.steps[5]?.state).toBe('working')
  await vi.advanceTimersByTimeAsync(200)
  expect(it.run()).toMatchObject({ outcome: 'passed' })
  expect(it.run()?.steps[5]?.warnings).toBeUndefined()
})
