import { afterEach, expect, test, vi } from 'vitest'
import { cancelGraceMs } from '../../../src/background/timeouts.ts'
import {
  recordInterruptedInSession,
  request,
  startWithPage,
  waitForOutcome,
  waitUntilReady,
} from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

afterEach(() => vi.useRealTimers())

test.each(['sites', 'checkCredential', 'createSession'] as const)(
  'cancels while the companion works on %s, and leaves nothing',
  async command => {
    const it = await startWithPage()
    await waitUntilReady(it)
    const hold = it.companion.hold(command)
    it.page.sendIntent({ intent: 'signIn', request })
    await hold.reached
    it.page.sendIntent({ intent: 'cancel' })
    hold.release()
    await waitForOutcome(it, 'cancelled')
    expect(it.run()).toMatchObject({ finding: { code: 'CANCELLED' }, leftBehind: [] })
    expect(it.companion.sessions).toEqual([])
    expect(it.browser.cookieJar.size).toBe(0)
  },
)

test('cancels at once while it waits for a deed, and signs in after that', async () => {
  const it = await startWithPage()
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'working')
  it.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(it, 'cancelled')
  expect(it.run()).toMatchObject({ finding: { code: 'CANCELLED' }, leftBehind: [] })
  it.page.sendIntent({ intent: 'signIn', request: { ...request, sessionId: 'session-id-of-another' } })
  await waitForOutcome(it, 'working')
  expect(it.companion.sessions).toEqual([])
  hold.release()
  await waitForOutcome(it, 'passed')
  expect(it.companion.sessions).toMatchObject([{ sessionId: 'session-id-of-another' }])
})

test('cancels although the companion has fallen silent', async () => {
  vi.useFakeTimers()
  const it = await startWithPage()
  const hold = it.companion.hold('createSession')
  it.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  const cancelling = it.companion.hold('cancel')
  it.page.sendIntent({ intent: 'cancel' })
  await vi.advanceTimersByTimeAsync(cancelGraceMs + 1000)
  expect(it.run()?.finding?.code).toBe('CANCELLED')
  cancelling.release()
  hold.release()
})

test('hears a cancel that comes before the run of another worker is loaded', async () => {
  const it = await startWithPage({ stored: new FakeSessionItem(recordInterruptedInSession()) })
  it.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(it, 'cancelled')
  expect(it.companion.sessions).toEqual([])
})

test('undoes a run at once when it is cancelled while facts are gathered', async () => {
  const it = await startWithPage()
  const hold = it.companion.hold('sessions')
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  it.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(it, 'failed')
  expect(it.run()).toMatchObject({ finding: { code: 'WRONG_IDENTITY' }, leftBehind: [] })
  expect(it.run()?.causes).toBeUndefined()
  expect(it.companion.sessions).toEqual([])
  hold.release()
})
