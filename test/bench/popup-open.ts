import { createHash } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { popupUrl } from '../support/built-extension.ts'
import type { E2EHarness } from '../support/e2e-harness.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'
import type { Comparison } from './measure.ts'

/** An extension whose popup is one empty `<div>`. The harness must load it. */
export const emptyPopupFolder = fromRoot('test', 'bench', 'subjects', 'empty-popup')

/**
 * Measures from the start of the navigation until the frame after the first focus or after load.
 */
export const comparePopupOpen = ({ browser, extensionId }: E2EHarness): Comparison => ({
  title: 'Opening the popup until it accepts input',
  target: { against: 'a popup with one empty <div>', ratio: 1.25, comparison: 'at most' },
  subjects: {
    Hubpass: () => measureOpen(browser, popupUrl(extensionId), 'focusin'),
    'a popup with one empty <div>': () =>
      measureOpen(
        browser,
        `chrome-extension://${unpackedExtensionId(emptyPopupFolder)}/popup.html`,
        'DOMContentLoaded',
      ),
  },
})

async function measureOpen(browser: BrowserContext, address: string, ready: string): Promise<number> {
  const page = await browser.newPage()
  await page.addInitScript(ready => {
    addEventListener(
      ready,
      () =>
        requestAnimationFrame(() =>
          document.documentElement.setAttribute('data-ready-at', String(performance.now())),
        ),
      { once: true, capture: true },
    )
  }, ready)
  await page.goto(address, { waitUntil: 'commit' })
  await waitForSelector(page, 'html[data-ready-at]')
  const readyAt = await page.locator('html').getAttribute('data-ready-at')
  await page.close()
  return Number(readyAt)
}

/** Returns the id that Chromium derives from the folder of an unpacked extension without a key. */
const unpackedExtensionId = (folder: string): string =>
  [...createHash('sha256').update(folder).digest('hex').slice(0, 32)]
    .map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('')
