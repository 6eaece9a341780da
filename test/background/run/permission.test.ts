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
  const it = await startWithPage()
  it.browser.hasPermission = false
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.steps[2]?.note).toContain('waiting for your permission'))
  it.page.close()
  const other = it.open()
  it.browser.grantPermission()
  await vi.waitFor(() => expect(other.state?.run?.outcome).toBe('passed'))
})

/** A run that waits, and a prompt that has closed its popup. */
async function startPrompt(isFocused = false) {
  vi.useFakeTimers()
  const it = await startWithPage()
  it.browser.hasPermission = false
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.steps[2]?.note).toContain('waiting for your permission'))
  it.browser.isFocused = isFocused
  it.page.close()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup).not.toHaveBeenCalled()
  return it
}

test('opens the popup again that the prompt has closed, when it has been refused, and says so', async () => {
  const it = await startPrompt()
  it.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup.mock.calls).toEqual([[request.windowId]])
  expect(it.open().state?.run?.finding?.code).toBe('PERMISSION_DENIED')
})

test('opens the popup again although the run has ended before its window has the keyboard back', async () => {
  const it = await startPrompt()
  it.browser.grantPermission()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
  it.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('opens no popup for who has left the window, and marks the button', async () => {
  const it = await startPrompt()
  it.browser.grantPermission()
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  it.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(popupReopenTimeoutMs)
  expect(it.openPopup).not.toHaveBeenCalled()
  expect(it.showBadge).toHaveBeenLastCalledWith('✓')
})

test('waits on for the answer where the browser lets nobody open the popup', async () => {
  const it = await startPrompt()
  it.openPopup.mockRejectedValue(new Error('no'))
  it.browser.isFocused = true
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup).toHaveBeenCalled()
  it.browser.grantPermission()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('waits on where a prompt leaves the keyboard to its window', async () => {
  const it = await startPrompt(true)
  await vi.advanceTimersByTimeAsync(2 * promptPollMs)
  expect(it.openPopup).not.toHaveBeenCalled()
  it.browser.grantPermission()
  await vi.waitFor(() => expect(it.openPopup.mock.calls).toEqual([[request.windowId]]))
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('opens the popup again that a prompt has closed which was refused before anybody looked', async () => {
  const it = await startPrompt(true)
  it.browser.blurWindows()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup.mock.calls).toEqual([[request.windowId]])
})

test('opens no popup for who has closed it in mid-run', async () => {
  vi.useFakeTimers()
  const it = await startWithPage()
  const hold = it.companion.hold('createSession')
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.steps[2]?.state).toBe('working'))
  it.page.close()
  await vi.advanceTimersByTimeAsync(promptPollMs)
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
  await vi.advanceTimersByTimeAsync(promptPollMs)
  expect(it.openPopup).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('hears a no to the permission that another worker had waited for', async () => {
  const it = await startWithPage({ stored: new FakeSessionItem(recordInterruptedInSession()) })
  it.browser.hasPermission = false
  it.page.sendIntent({ intent: 'permission', granted: false })
  await waitForOutcome(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
  expect(listCommands(it.companion)).not.toContain('createSession')
})

test('takes a prompt that nobody answers for a no, in the end', async () => {
  vi.useFakeTimers()
  const it = await startWithPage()
  it.browser.hasPermission = false
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(permissionTimeoutMs + 1000)
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
})

test('says that the permission was taken away in mid-run, and what it could not put back without', async () => {
  const it = await startWithPage()
  it.browser.ports.cookies.set = async () => {
    it.browser.hasPermission = false
    throw new Error('No host permissions for cookies at url')
  }
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_REVOKED')
  expect(it.companion.sessions).toEqual([])
})
