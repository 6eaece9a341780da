import { afterEach, expect, test, vi } from 'vitest'
import { permissionTimeoutMs, popupReopenTimeoutMs, promptPollMs } from '../../../src/background/timeouts.ts'
import {
  listCommands,
  recordInterruptedInSession,
  request,
  startWithPage,
  waitForOutcome,
} from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'

afterEach(() => vi.useRealTimers())

test('session step waits for the permission and continues when it is granted, even after the popup has closed', async () => {
  const bg = await startWithPage()
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.steps[2]?.note).toContain('waiting for you to allow access'))
  bg.page.close()
  const other = bg.openPage()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(other.state?.run?.outcome).toBe('passed'))
})

/** Starts a run that waits for the permission, and a prompt that has closed its popup. */
async function startPrompt(isFocused = false) {
  vi.useFakeTimers()
  const bg = await startWithPage()
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.steps[2]?.note).toContain('waiting for you to allow access'))
  bg.browser.isFocused = isFocused
  bg.page.close()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  return bg
}

test('popup reopener opens the popup when the prompt was denied, and the run reports it', async () => {
  const bg = await startPrompt()
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
  expect(bg.openPage().state?.run?.finding?.code).toBe('PERMISSION_DENIED')
})

test('popup reopener opens the popup when the run has ended before the window regains the focus', async () => {
  const bg = await startPrompt()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('popup reopener leaves the popup closed and sets the badge when the tester has left the window', async () => {
  const bg = await startPrompt()
  bg.browser.grantPermission()
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  expect(bg.showBadge).toHaveBeenLastCalledWith('✓')
})

test('popup reopener keeps waiting when the browser does not open the popup', async () => {
  const bg = await startPrompt()
  bg.openPopup.mockRejectedValue(new Error('no'))
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup).toHaveBeenCalled()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('popup reopener keeps waiting when a prompt leaves the focus in its window', async () => {
  const bg = await startPrompt(true)
  await vi.advanceTimersByTimeAsync(2 * promptPollMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.openPopup.mock.calls).toEqual([[request.windowId]]))
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('popup reopener opens the popup when the prompt was denied before the first poll', async () => {
  const bg = await startPrompt(true)
  bg.browser.blurWindows()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('popup reopener leaves the popup closed when the tester has closed it during a run', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  const hold = bg.companion.hold('createSession')
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.steps[2]?.state).toBe('working'))
  bg.page.close()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  hold.release()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('session step accepts a denied permission in a run that a previous worker left', async () => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(recordInterruptedInSession()) })
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'permission', granted: false })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('PERMISSION_DENIED')
  expect(listCommands(bg.companion)).not.toContain('createSession')
})

test('session step treats an unanswered prompt as denied after the timeout', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(permissionTimeoutMs + 1000)
  expect(bg.run()?.finding?.code).toBe('PERMISSION_DENIED')
})

test('run controller reports PERMISSION_REVOKED when the permission is revoked, and what it could not restore', async () => {
  const bg = await startWithPage()
  bg.browser.ports.cookies.set = async () => {
    bg.browser.hasPermission = false
    throw new Error('No host permissions for cookies at url')
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('PERMISSION_REVOKED')
  expect(bg.companion.sessions).toEqual([])
})
