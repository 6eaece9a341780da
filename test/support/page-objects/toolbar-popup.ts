import type { CDPSession } from 'playwright-core'
import * as v from 'valibot'
import { popupUrl } from '../built-extension.ts'
import type { HeadedHarness } from '../headed-harness.ts'
import { pressKeys, typeKeys } from '../keyboard.ts'
import { pollUntil } from '../poll-until.ts'
import { isWindowFocused } from './permission-prompt.ts'

const EvaluationSchema = v.object({
  id: v.number(),
  result: v.object({ result: v.object({ value: v.optional(v.unknown()) }) }),
})

/**
 * The real toolbar popup, controlled by keys on the display. Playwright does not list it as a page,
 * so this class reads it through DevTools.
 */
export class ToolbarPopup {
  readonly #devtools: CDPSession
  readonly #sessionId: string
  readonly #display: string
  #lastId = 0

  private constructor(devtools: CDPSession, sessionId: string, display: string) {
    this.#devtools = devtools
    this.#sessionId = sessionId
    this.#display = display
  }

  /** Opens the popup over the active tab with its shortcut. */
  static async open(headed: HeadedHarness): Promise<ToolbarPopup> {
    const [worker] = headed.harness.browser.serviceWorkers()
    await pollUntil('the browser has the focus', () => worker?.evaluate(isWindowFocused))
    await pressKeys(headed.display.name, 'alt+shift+h')
    return ToolbarPopup.waitForOpen(headed)
  }

  /** Waits until the popup is open and focused, and the companion has answered. */
  static async waitForOpen({ harness, display }: HeadedHarness): Promise<ToolbarPopup> {
    const { browser, extensionId } = harness
    const devtools = await browser.browser()?.newBrowserCDPSession()
    if (devtools === undefined) throw new Error('this browser has no DevTools of its own')
    const { targetId } = await pollUntil('the popup opens', async () => {
      const { targetInfos } = await devtools.send('Target.getTargets')
      return targetInfos.find(({ url }) => url === popupUrl(extensionId))
    })
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: false })
    const popup = new ToolbarPopup(devtools, sessionId, display.name)
    await popup.waitUntil('document.hasFocus()')
    await popup.waitForSelector('.companion[data-status=ready]')
    return popup
  }

  press = (keys: string): Promise<void> => pressKeys(this.#display, keys)

  /** Types into the focused field, and waits until the popup has got each character. */
  async type(text: string): Promise<void> {
    await this.evaluate('globalThis.typed = 0; globalThis.oninput = () => { globalThis.typed++ }')
    await typeKeys(this.#display, text)
    await this.waitUntil(`globalThis.typed === ${[...text].length}`)
  }

  waitForSelector = (selector: string): Promise<void> =>
    this.waitUntil(`document.querySelector(${JSON.stringify(selector)}) !== null`)

  async waitUntil(expression: string): Promise<void> {
    await pollUntil(expression, async () => (await this.evaluate(expression)) === true)
  }

  /** Evaluates an expression in the popup. */
  evaluate(expression: string): Promise<unknown> {
    const id = ++this.#lastId
    const answered = new Promise<unknown>(resolve => {
      const listen = ({ sessionId, message }: { sessionId: string; message: string }): void => {
        const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), EvaluationSchema), message)
        if (sessionId !== this.#sessionId || !success || output.id !== id) return
        this.#devtools.off('Target.receivedMessageFromTarget', listen)
        resolve(output.result.result.value)
      }
      this.#devtools.on('Target.receivedMessageFromTarget', listen)
    })
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } })
    return this.#devtools
      .send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message })
      .then(() => answered)
  }
}
