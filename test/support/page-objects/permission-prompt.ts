import type { Page } from 'playwright-core'
import type { E2EHarness } from '../e2e-harness.ts'
import { pressKeys } from '../keyboard.ts'
import { pollUntil } from '../poll-until.ts'

/**
 * A hand on the keyboard for the browser's own permission prompt, which lies outside every page. It has no window of its
 * own either; what tells of it is that the page that asks loses the keyboard.
 */
export class PermissionPrompt {
  readonly #display: string
  readonly #isThere: () => Promise<boolean>
  readonly #isGranted: () => Promise<boolean>

  private constructor(display: string, isThere: () => Promise<boolean>, isGranted: () => Promise<boolean>) {
    this.#display = display
    this.#isThere = isThere
    this.#isGranted = isGranted
  }

  /** Before the click that asks: Playwright makes pages believe that they always have the keyboard. */
  static async watchPage(page: Page, display: string): Promise<PermissionPrompt> {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
    await pollUntil('the page has the keyboard', () => page.evaluate(() => document.hasFocus()))
    return new PermissionPrompt(
      display,
      () => page.evaluate(() => !document.hasFocus()),
      () => page.evaluate(hasHostPermission),
    )
  }

  /** After the popup of the toolbar has asked, which closes when the prompt takes the keyboard away, from the window too. */
  static watchToolbarPopup({ browser }: E2EHarness, display: string): PermissionPrompt {
    const [worker] = browser.serviceWorkers()
    if (worker === undefined) throw new Error('the extension has no worker')
    return new PermissionPrompt(
      display,
      async () => !(await worker.evaluate(isPopupOpen)) && !(await worker.evaluate(isWindowFocused)),
      () => worker.evaluate(hasHostPermission),
    )
  }

  /** Tab leads from "Deny" to "Allow". */
  accept(): Promise<void> {
    return this.#pressUntil(['Tab', 'Return'], () => this.#isGranted())
  }

  dismiss(): Promise<void> {
    return this.#pressUntil(['Escape'], async () => !(await this.#isThere()))
  }

  /**
   * A prompt ignores all keys in its first half second, against people who type ahead, and keys that follow soon after
   * ignored ones. So all keys are pressed at once, and once more when nothing has come of it.
   */
  async #pressUntil(keys: string[], isDone: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; presses < 5; presses++) {
      await pollUntil('the prompt is there', () => this.#isThere())
      await pressKeys(this.#display, ...keys)
      if (await pollUntil(`${keys} count`, isDone, 1_000).catch(() => false)) return
    }
    throw new Error(`The permission prompt does not take ${keys}`)
  }
}

const hasHostPermission = async () => ((await chrome.permissions.getAll()).origins ?? []).length > 0

/** Whether a window of the browser has the keyboard, asked in the extension. */
export const isWindowFocused = async () => (await chrome.windows.getAll()).some(({ focused }) => focused)

/** Whether the popup of the toolbar is open, asked in the extension. */
export const isPopupOpen = async () =>
  (await chrome.runtime.getContexts({ contextTypes: ['POPUP'] })).length > 0
