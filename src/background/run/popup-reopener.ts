import { hasId } from '#messages/message'
import type { Run } from '#shared/runs/run'
import type { BrowserPorts } from '../browser/index.ts'
import { popupReopenTimeoutMs, promptPollMs } from '../timeouts.ts'

/** Opens the popup again that the browser's prompt for the permission has closed. */
export interface PopupReopener {
  /** A page has closed while the run goes on that was asked for in that window. Without a prompt nothing comes of it. */
  watch(windowId: number): void
  /** A page is there to show the run. */
  cancel(): void
}

interface PopupReopenerDeps {
  browser: Pick<BrowserPorts, 'windows' | 'permissions'>
  openPopup(windowId: number): Promise<void>
  /** As pages see it. */
  currentRun(): Run | undefined
  /** The prompt is over, whatever its answer was. */
  onPromptClosed(): void
}

/**
 * Nobody is told of a no to a prompt whose page is gone. But while the browser asks, none of its windows has the keyboard (measured on
 * Chromium 156): when the window where it asked has lost it and has it again, there is an answer. No event tells of that in time. Where
 * a prompt leaves the keyboard to the window, only a yes is heard.
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
      // What cannot be opened now may be at the next look; else the button's mark has to do.
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
    // The keyboard may have left already.
    poll()
  }
  return { watch, cancel: () => cancel() }
}

const isWaitingForPermission = (run: Run | undefined): boolean =>
  run?.steps.some(
    ({ state, noteMessages }) =>
      state === 'working' && noteMessages?.some(one => hasId(one, 'note.permission')),
  ) === true
