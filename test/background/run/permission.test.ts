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

test('waits for the permission and goes on when it comes, also after its popup has closed', async () => {
  const bg = await startWithPage()
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.steps[2]?.note).toContain('waiting for you to allow access'))
  bg.page.close()
  const other = bg.openPage()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(other.state?.run?.outcome).toBe('passed'))
})

/** A run that waits, and a prompt that has closed its popup. */
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

test('opens the popup again that the prompt has closed, when it has been refused, and says so', async () => {
  const bg = await startPrompt()
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
  expect(bg.openPage().state?.run?.finding?.code).toBe('PERMISSION_DENIED')
})

test('opens the popup again although the run has ended before its window has the keyboard back', async () => {
  const bg = await startPrompt()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('opens no popup for who has left the window, and marks the button', async () => {
  const bg = await startPrompt()
  bg.browser.grantPermission()
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  expect(bg.showBadge).toHaveBeenLastCalledWith('✓')
})

test('waits on for the answer where the browser lets nobody open the popup', async () => {
  const bg = await startPrompt()
  bg.openPopup.mockRejectedValue(new Error('no'))
  bg.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup).toHaveBeenCalled()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('waits on where a prompt leaves the keyboard to its window', async () => {
  const bg = await startPrompt(true)
  await vi.advanceTimersByTimeAsync(2 * promptPollMs)
  expect(bg.openPopup).not.toHaveBeenCalled()
  bg.browser.grantPermission()
  await vi.waitFor(() => expect(bg.openPopup.mock.calls).toEqual([[request.windowId]]))
  await vi.waitFor(() => expect(bg.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('opens the popup again that a prompt has closed which was refused before anybody looked', async () => {
  const bg = await startPrompt(true)
  bg.browser.blurWindows()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(bg.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('opens no popup for who has closed it in mid-run', async () => {
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

test('hears a no to the permission that another worker had waited for', async () => {
  const bg = await startWithPage({ runItem: new FakeSessionItem(recordInterruptedInSession()) })
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'permission', granted: false })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('PERMISSION_DENIED')
  expect(listCommands(bg.companion)).not.toContain('createSession')
})

test('takes a prompt that nobody answers for a no, in the end', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  bg.browser.hasPermission = false
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(permissionTimeoutMs + 1000)
  expect(bg.run()?.finding?.code).toBe('PERMISSION_DENIED')
})

test('says that the permission was taken away in mid-run, and what it could not put back without', async () => {
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
