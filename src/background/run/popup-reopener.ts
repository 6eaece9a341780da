import { hasId } from '#messages/message'
import type { Run } from '#shared/runs/run'
import type { BrowserPorts } from '../browser/index.ts'
import { combineUnsubscribes } from '../browser/subscribe.ts'
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

export function createPopupReopener(deps: PopupReopenerDeps): PopupReopener {
  let watcher: PromptWatcher | undefined
  return {
    watch(windowId) {
      watcher?.stop()
      watcher = new PromptWatcher(windowId, deps)
    },
    cancel() {
      watcher?.stop()
      watcher = undefined
    },
  }
}

/**
 * Detects the answer by the focus, because Chromium reports a denied prompt to no one once the
 * popup has closed. While the prompt is open, no window of the browser has the focus (measured on
 * Chromium 156). When the window has the focus again, the prompt has closed. If a prompt leaves the
 * focus in the window, only a granted permission is detected.
 */
class PromptWatcher {
  readonly #windowId: number
  readonly #deps: PopupReopenerDeps
  readonly #interval: ReturnType<typeof setInterval>
  readonly #unsubscribe: () => void
  #isGranted = false
  #hasLostFocus = false
  #isPolling = false

  constructor(windowId: number, deps: PopupReopenerDeps) {
    this.#windowId = windowId
    this.#deps = deps
    this.#interval = setInterval(() => this.#poll(), promptPollMs)
    this.#unsubscribe = combineUnsubscribes(
      deps.browser.windows.onFocusLost(() => {
        this.#hasLostFocus = true
      }),
      deps.browser.permissions.onAdded(() => this.#handleGranted()),
    )
    // The focus may have moved already.
    this.#poll()
  }

  stop(): void {
    clearInterval(this.#interval)
    this.#unsubscribe()
  }

  #handleGranted(): void {
    this.#isGranted = true
    setTimeout(() => this.stop(), popupReopenTimeoutMs)
    this.#poll()
  }

  #poll(): void {
    if (!this.#isGranted && this.#deps.currentRun()?.outcome !== 'working') this.stop()
    if (this.#isPolling) return
    this.#isPolling = true
    // Retry on the next poll. If that fails too, the badge shows the outcome.
    void this.#reopenWhenAnswered()
      .catch(() => {})
      .finally(() => {
        this.#isPolling = false
      })
  }

  async #reopenWhenAnswered(): Promise<void> {
    const { browser, openPopup, onPromptClosed } = this.#deps
    const windows = await browser.windows.list()
    const hasFocus = windows.some(({ id, isFocused }) => id === this.#windowId && isFocused)
    this.#hasLostFocus ||= !hasFocus
    if (!hasFocus || !this.#isAnswered()) return
    await openPopup(this.#windowId)
    this.stop()
    onPromptClosed()
  }

  #isAnswered(): boolean {
    return this.#isGranted || (this.#hasLostFocus && isWaitingForPermission(this.#deps.currentRun()))
  }
}

const isWaitingForPermission = (run: Run | undefined): boolean =>
  run?.steps.some(
    ({ state, noteMessages }) =>
      state === 'working' && noteMessages?.some(one => hasId(one, 'note.permission')),
  ) === true
