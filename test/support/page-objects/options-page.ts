import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'

/** The options page as a tester uses it. */
export class OptionsPage {
  constructor(readonly page: Page) {}

  static url = (extensionId: string, hash = ''): string =>
    `chrome-extension://${extensionId}/src/options/index.html${hash}`

  static async open(page: Page, extensionId: string, hash = ''): Promise<OptionsPage> {
    await page.goto(OptionsPage.url(extensionId, hash))
    await page.locator('main > section').waitFor()
    return new OptionsPage(page)
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Returns the text of the focused element. */
  focusedText(): Promise<string | null | undefined> {
    return this.page.evaluate(() => document.activeElement?.textContent)
  }

  /** Selects a format and returns the preview. */
  async preview(form: string): Promise<string> {
    await this.page.getByLabel(form, { exact: true }).check()
    return (await this.page.locator('pre').textContent()) ?? ''
  }

  /** Presses the button and returns the downloaded file. */
  async download(button = 'Save as file'): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.button(button).first().click(),
    ])
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
  }
}
