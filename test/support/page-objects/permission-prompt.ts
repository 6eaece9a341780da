import type { Page } from 'playwright-core'
import type { E2EHarness } from '../e2e-harness.ts'
import { pressKeys } from '../keyboard.ts'
import { pollUntil } from '../poll-until.ts'

/**
 * Answers the browser's permission prompt with the keyboard. The prompt is outside every page and
 * has no window. The requesting page loses the focus while it is open.
 */
export class PermissionPrompt {
  readonly #display: string
  readonly #isOpen: () => Promise<boolean>
  readonly #isGranted: () => Promise<boolean>

  private constructor(display: string, isOpen: () => Promise<boolean>, isGranted: () => Promise<boolean>) {
    this.#display = display
    this.#isOpen = isOpen
    this.#isGranted = isGranted
  }

  /**
   * Call it before the click that opens the prompt. Playwright makes pages believe that they always
   * have the focus.
   */
  static async watchPage(page: Page, display: string): Promise<PermissionPrompt> {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
    await pollUntil('the page has the focus', () => page.evaluate(() => document.hasFocus()))
    return new PermissionPrompt(
      display,
      () => page.evaluate(() => !document.hasFocus()),
      () => page.evaluate(hasHostPermission),
    )
  }

  /**
   * Call it after the toolbar popup has requested the permission. The prompt closes the popup and
   * takes the focus of the window.
   */
  static watchToolbarPopup({ browser }: E2EHarness, display: string): PermissionPrompt {
    const [worker] = browser.serviceWorkers()
    if (worker === undefined) throw new Error('the extension has no worker')
    return new PermissionPrompt(
      display,
      async () => !(await worker.evaluate(isPopupOpen)) && !(await worker.evaluate(isWindowFocused)),
      () => worker.evaluate(hasHostPermission),
    )
  }

  /** Tab moves from "Deny" to "Allow". */
  accept(): Promise<void> {
    return this.#pressUntil(['Tab', 'Return'], () => this.#isGranted())
  }

  dismiss(): Promise<void> {
    return this.#pressUntil(['Escape'], async () => !(await this.#isOpen()))
  }

  /**
   * Presses all keys at once, and again when they had no effect. The prompt ignores keys in its
   * first half second and keys that follow ignored ones. Keys that are only late must not be pressed
   * twice: the popup that opens next would get them.
   */
  async #pressUntil(keys: string[], isDone: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; presses < 5; presses++) {
      await pollUntil('the prompt is open', () => this.#isOpen())
      await pressKeys(this.#display, ...keys)
      if (await pollUntil(`${keys} count`, isDone, 4_000).catch(() => false)) return
    }
    throw new Error(`The permission prompt ignores ${keys}`)
  }
}

const hasHostPermission = async () => ((await chrome.permissions.getAll()).origins ?? []).length > 0

/** Returns whether a window of the browser has the focus. Runs in the extension. */
export const isWindowFocused = async () => (await chrome.windows.getAll()).some(({ focused }) => focused)

/** Returns whether the toolbar popup is open. Runs in the extension. */
export const isPopupOpen = async () =>
  (await chrome.runtime.getContexts({ contextTypes: ['POPUP'] })).length > 0
