import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { runWithWrongCookieName } from '../support/run-with-wrong-cookie-name.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'
import { expectControlsReachable, resizeTo, zoomTo } from '../support/zoom.ts'
import { closedQrs } from './causes/arrange.ts'

const pictures = fromRoot('test-results', 'zoom')
const user = { directory: 'DOMAIN', userId: 'User1' }

/** Saves a screenshot and checks that every control is reachable. */
async function captureAndCheck(page: Page, name: string): Promise<void> {
  await page.bringToFront()
  const devtools = await page.context().newCDPSession(page)
  // Playwright's own screenshot would cut off the enlarged page.
  const { data } = await devtools.send('Page.captureScreenshot')
  await mkdir(pictures, { recursive: true })
  await writeFile(join(pictures, `${name}.png`), data, 'base64')
  await expectControlsReachable(page)
}

/** Opens a zoomed popup of the maximum size that browsers allow. */
async function openZoomed(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await resizeTo(popup.page, 800, 600)
  await zoomTo(popup.page, 2)
  return popup
}

test('popup and its overlays are usable at 200% zoom', async () => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  const popup = await openZoomed(harness)
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.save('Ben', { ...user, userId: 'User2' })
  await popup.openMore()
  await captureAndCheck(popup.page, 'popup-more')
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForSelector(popup.page, 'header[data-who=user]')
  await captureAndCheck(popup.page, 'popup-passed')
  await bar.find('anna')
  await captureAndCheck(popup.page, 'popup-list')
  await bar.find('anna')
  await popup.button('Edit Anna').click()
  await bar.editor.waitFor()
  await captureAndCheck(popup.page, 'popup-editor')
  await popup.page.keyboard.press('Escape')
  await captureMenu(popup)
})

/** Moves through the menu with the arrow keys. */
async function captureMenu(popup: PopupPage): Promise<void> {
  const { page } = popup
  await popup.button('Actions').click()
  await page.getByRole('menuitem').first().waitFor()
  for (const item of await page.getByRole('menuitem').all()) {
    expect(await item.evaluate(item => item === document.activeElement)).toBe(true)
    expect(await item.evaluate(item => item.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await page.keyboard.press('ArrowDown')
  }
  await page.getByRole('menuitem', { name: 'Sessions…' }).click()
  await waitForSelector(page, '.sessions li')
  await captureAndCheck(page, 'popup-sessions')
}

test('popup with causes of a failure is usable at 200% zoom', async () => {
  await using harness = await E2EHarness.open({ ...closedQrs, browser: 'own' })
  const popup = await openZoomed(harness)
  await runWithWrongCookieName(popup)
  await captureAndCheck(popup.page, 'popup-why')
})

/** At these factors a window of 1280 pixels leaves 640 and 320 pixels. WCAG requires 320. */
test.each([2, 4])('options page is usable at %i times its size', async factor => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  const popup = await harness.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  const { page } = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId)
  await resizeTo(page, 1280, 1024)
  await zoomTo(page, factor)
  await page.locator('[data-run] a').first().waitFor()
  await captureAndCheck(page, `manage-runs-${factor}`)
  await page.locator('[data-run] a').first().click()
  await page.locator('pre').waitFor()
  await captureAndCheck(page, `manage-run-${factor}`)
  for (const section of ['Personas', 'Data', 'About']) {
    await page.getByRole('link', { name: section }).click()
    await page.getByRole('heading', { name: section }).waitFor()
    await captureAndCheck(page, `manage-${section}-${factor}`)
  }
})

test.each([2, 4])('welcome page is usable at %i times its size', async factor => {
  await using harness = await E2EHarness.open({ companion: 'absent', browser: 'own' })
  const page = await harness.openWelcome()
  await resizeTo(page, 1280, 1024)
  await zoomTo(page, factor)
  await waitForSelector(page, '.stage .command')
  await page.getByText('Installed, but not found?').click()
  await captureAndCheck(page, `welcome-${factor}`)
})
