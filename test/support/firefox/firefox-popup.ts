import type { Page } from 'puppeteer-core'
import type { SignInFields } from '../page-objects/popup-page.ts'
import { pollUntil } from '../poll-until.ts'
import { toFirefoxPageUrl } from './open-firefox.ts'

/** The popup in its own tab of Firefox, as a tester uses it. */
export class FirefoxPopup {
  constructor(readonly page: Page) {}

  /** Opens the popup and waits until the companion has answered or is missing. */
  static async open(page: Page): Promise<FirefoxPopup> {
    page.setDefaultTimeout(stepTimeoutMs)
    await openExtensionPage(page, 'src/popup/index.html')
    await page.waitForSelector('.companion:is([data-status=ready], [data-status=failed])')
    return new FirefoxPopup(page)
  }

  async fill({
    prefix,
    directory,
    userId,
  }: Pick<SignInFields, 'prefix' | 'directory' | 'userId'>): Promise<void> {
    await this.#fillField('prefix', prefix)
    await this.#fillField('user-directory', directory)
    await this.#fillField('user-id', userId)
  }

  /** Clicks as a person does. A click of a script does not count as consent. */
  async signIn(button = 'button.primary'): Promise<void> {
    await this.page.bringToFront()
    await this.page.click(button)
  }

  /** Waits until the run has ended and returns its outcome. */
  async waitForOutcome(): Promise<string> {
    const ended = await this.page
      .waitForSelector(':is([data-outcome=passed], [data-outcome=failed], [data-outcome=cancelled])')
      .catch(thrown => this.#throwWithText(thrown))
    return (await ended?.evaluate(element => element.getAttribute('data-outcome'))) ?? ''
  }

  /** Waits until the popup shows the text. */
  async waitForText(text: string): Promise<void> {
    // A tab behind another one draws no frames, on which Puppeteer would wait.
    const polling = 'mutation'
    await this.page
      .waitForFunction(text => document.body.textContent.includes(text), { polling }, text)
      .catch(thrown => this.#throwWithText(thrown))
  }

  /** Presses a button by its name. */
  async click(button: string): Promise<void> {
    await this.page.bringToFront()
    await this.page.click(`::-p-text(${button})`)
  }

  /** Returns the states of the six steps in order. */
  states(): Promise<(string | null)[]> {
    return this.page.$$eval('[data-step]', steps => steps.map(step => step.getAttribute('data-state')))
  }

  /** Waits for a finding and returns its code and text. */
  async finding(): Promise<{ code: string; text: string }> {
    const alert = await this.page.waitForSelector('[role=alert][data-code]')
    return (
      (await alert?.evaluate(element => ({
        code: element.getAttribute('data-code') ?? '',
        text: element.textContent,
      }))) ?? { code: '', text: '' }
    )
  }

  /** Throws with what the popup shows, because the timeout alone explains nothing. */
  async #throwWithText(cause: unknown): Promise<never> {
    const text = await this.page.$eval('body', body => body.textContent)
    throw new Error(`The popup shows: ${text}`, { cause })
  }

  async #fillField(name: string, text: string | undefined): Promise<void> {
    if (text === undefined) return
    await this.page.$eval(
      `input[data-field=${name}]`,
      (field, text) => {
        field.focus()
        field.value = text
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      },
      text,
    )
  }
}

/** Shorter than the test timeout, so that a failed test says what the popup shows. */
const stepTimeoutMs = 40_000

/** Opens a page of the extension. Firefox never reports that it has loaded. */
export async function openExtensionPage(page: Page, path: string): Promise<void> {
  page.goto(toFirefoxPageUrl(path)).catch(() => {})
  // The document before it may vanish while it is asked.
  await pollUntil(`the tab shows ${path}`, () =>
    page.evaluate(path => location.pathname.endsWith(path), path).catch(() => false),
  )
}
