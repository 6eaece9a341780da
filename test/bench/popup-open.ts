import { createHash } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { popupAddress } from '../e2e/fixtures/extension.ts'
import { untilThere } from '../e2e/fixtures/in-page.ts'
import type { World } from '../e2e/fixtures/world.ts'
import { fromRoot } from '../tools/setup/root.mjs'
import type { Contest } from './measure.ts'

/** An extension whose popup is one empty `<div>`; the world has to be opened with it. */
export const emptyPopup = fromRoot('test', 'bench', 'subjects', 'empty-popup')

/** From the beginning of the navigation until the frame after a field took the focus, or after the page was there. */
export const popupOpen = ({ browser, extensionId }: World): Contest => ({
  title: 'Popup open until it can be typed in',
  aim: { against: 'a popup with one empty <div>', ratio: 2, comparison: 'at most' },
  contestants: {
    Hubpass: () => openUntil(browser, popupAddress(extensionId), 'focusin'),
    'a popup with one empty <div>': () =>
      openUntil(browser, `chrome-extension://${idOfFolder(emptyPopup)}/popup.html`, 'DOMContentLoaded'),
  },
})

async function openUntil(browser: BrowserContext, address: string, ready: string): Promise<number> {
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
  await untilThere(page, 'html[data-ready-at]')
  const readyAt = await page.locator('html').getAttribute('data-ready-at')
  await page.close()
  return Number(readyAt)
}

/** Chromium names an unpacked extension without a key after its folder. */
const idOfFolder = (folder: string): string =>
  [...createHash('sha256').update(folder).digest('hex').slice(0, 32)]
    .map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('')
