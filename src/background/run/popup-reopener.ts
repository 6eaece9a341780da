import { hasId } from '#messages/message'
import type { Run } from '#shared/runs/run'
import type { BrowserPorts } from '../browser/index.ts'
import { popupReopenTimeoutMs, promptPollMs } from '../timeouts.ts'

/** Reopens the popup that a permission prompt of the browser has closed. */
export interface PopupReopener {
  /**
   * Starts watching after a page has closed during a run that was requested in this window. Has no
   * effect if there is no prompt.
   */
  watch(windowId: number): void
  /** Stops watching, because a page is open again. */
  cancel(): void
}

interface PopupReopenerDeps {
  browser: Pick<BrowserPorts, 'windows' | 'permissions'>
  openPopup(windowId: number): Promise<void>
  /** Returns the run that pages show. */
  currentRun(): Run | undefined
  /** Called when the prompt has closed, whatever the answer. */
  onPromptClosed(): void
}

/**
 * Detects the answer by the focus, because Chromium reports a denied prompt to no one once the
 * popup has closed. While the prompt is open, no window of the browser has the focus (measured on
 * Chromium 156). When the window has the focus again, the prompt has closed. If a prompt leaves the
 * focus in the window, only a granted permission is detected.
 */
export function createPopupReopener({
  browser,
  openPopup,
  currentRun,
  onPromptClosed,
}: PopupReopenerDeps): PopupReopener {
  let cancel = (): void => {}

  const hasFocus = async (windowId: number): Promise<boolean> =>
    (await browser.windows.list()).some(({ id, isFocused }) => id === windowId && isFocused)

  const watch = (windowId: number): void => {
    cancel()
    let isGranted = false
    let hasLostFocus = false
    let isPolling = false
    const isAnswered = (): boolean => isGranted || (hasLostFocus && isWaitingForPermission(currentRun()))
    const reopenWhenAnswered = async (): Promise<void> => {
      const isFocusBack = await hasFocus(windowId)
      hasLostFocus ||= !isFocusBack
      if (!isFocusBack || !isAnswered()) return
      await openPopup(windowId)
      cancel()
      onPromptClosed()
    }
    const poll = (): void => {
      if (!isGranted && currentRun()?.outcome !== 'working') cancel()
      if (isPolling) return
      isPolling = true
      // Retry on the next poll. If that fails too, the badge shows the outcome.
      void reopenWhenAnswered()
        .catch(() => {})
        .finally(() => {
          isPolling = false
        })
    }
    const interval = setInterval(poll, promptPollMs)
    const unsubscribeFocus = browser.windows.onFocusLost(() => {
      hasLostFocus = true
    })
    const unsubscribePermission = browser.permissions.onAdded(() => {
      isGranted = true
      setTimeout(stop, popupReopenTimeoutMs)
      poll()
    })
    const stop = (): void => {
      clearInterval(interval)
      unsubscribeFocus()
      unsubscribePermission()
    }
    cancel = stop
    // The focus may have moved already.
    poll()
  }
  return { watch, cancel: () => cancel() }
}

const isWaitingForPermission = (run: Run | undefined): boolean =>
  run?.steps.some(
    ({ state, said }) => state === 'working' && said?.some(one => hasId(one, 'note.permission')),
  ) === true
