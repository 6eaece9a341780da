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
  'run controller cancels a run during the command %s, and leaves nothing behind',
  async command => {
    const bg = await startWithPage()
    await waitUntilReady(bg)
    const hold = bg.companion.hold(command)
    bg.page.sendIntent({ intent: 'signIn', request })
    await hold.reached
    bg.page.sendIntent({ intent: 'cancel' })
    hold.release()
    await waitForOutcome(bg, 'cancelled')
    expect(bg.run()).toMatchObject({ finding: { code: 'CANCELLED' }, leftBehind: [] })
    expect(bg.companion.sessions).toEqual([])
    expect(bg.browser.cookieJar.size).toBe(0)
  },
)

test('run controller cancels a run that waits for a session action, and then accepts another one', async () => {
  const bg = await startWithPage()
  const hold = bg.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'working')
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'cancelled')
  expect(bg.run()).toMatchObject({ finding: { code: 'CANCELLED' }, leftBehind: [] })
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, sessionId: 'session-id-of-another' } })
  await waitForOutcome(bg, 'working')
  expect(bg.companion.sessions).toEqual([])
  hold.release()
  await waitForOutcome(bg, 'passed')
  expect(bg.companion.sessions).toMatchObject([{ sessionId: 'session-id-of-another' }])
})

test('run controller cancels a run when the companion does not respond', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  const cancelling = bg.companion.hold('cancel')
  bg.page.sendIntent({ intent: 'cancel' })
  await vi.advanceTimersByTimeAsync(cancelGraceMs + 1000)
  expect(bg.run()?.finding?.code).toBe('CANCELLED')
  cancelling.release()
  hold.release()
})

test('run controller cancels a run that a previous worker left, even before it is loaded', async () => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(recordInterruptedInSession()) })
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'cancelled')
  expect(bg.companion.sessions).toEqual([])
})

test('run controller rolls back at once when a run is cancelled during its diagnosis', async () => {
  const bg = await startWithPage()
  const hold = bg.companion.hold('sessions')
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await hold.reached
  bg.page.sendIntent({ intent: 'cancel' })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()).toMatchObject({ finding: { code: 'WRONG_IDENTITY' }, leftBehind: [] })
  expect(bg.run()?.causes).toBeUndefined()
  expect(bg.companion.sessions).toEqual([])
  hold.release()
})
