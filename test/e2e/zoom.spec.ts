import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromRoot } from '../tools/setup/root.mjs'
import { failWithCauses } from './fixtures/fail-with-causes.ts'
import { untilThere } from './fixtures/in-page.ts'
import { ManagePage } from './fixtures/manage-page.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import type { PopupPage } from './fixtures/popup-page.ts'
import { World } from './fixtures/world.ts'
import { expectAllReachable, resizeTo, zoomTo } from './fixtures/zoom.ts'
import { closedQrs } from './why/worlds.ts'

const pictures = fromRoot('test-results', 'zoom')
const user = { directory: 'DOMAIN', userId: 'User1' }

/** Keeps a picture, for who wants to look. */
async function look(page: Page, name: string): Promise<void> {
  await page.bringToFront()
  const devtools = await page.context().newCDPSession(page)
  // Playwright's own would cut off what the zoom has enlarged.
  const { data } = await devtools.send('Page.captureScreenshot')
  await mkdir(pictures, { recursive: true })
  await writeFile(join(pictures, `${name}.png`), data, 'base64')
  await expectAllReachable(page)
}

/** No browser makes a popup larger than this on the screen, whatever the zoom. */
async function openZoomed(world: World): Promise<PopupPage> {
  const popup = await world.openPopup()
  await resizeTo(popup.page, 800, 600)
  await zoomTo(popup.page, 2)
  return popup
}

test('the popup can be used at 200 %, with all that lies over it', async () => {
  await using world = await World.open()
  const popup = await openZoomed(world)
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.save('Ben', { ...user, userId: 'User2' })
  await popup.openMore()
  await look(popup.page, 'popup-more')
  await bar.disc('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await untilThere(popup.page, 'header[data-who=user]')
  await look(popup.page, 'popup-passed')
  await bar.find('anna')
  await look(popup.page, 'popup-list')
  await bar.find('anna')
  await popup.button('Edit Anna').click()
  await bar.editor.waitFor()
  await look(popup.page, 'popup-editor')
  await popup.page.keyboard.press('Escape')
  await lookAtMenu(popup)
})

/** Its items are gone through with arrows. */
async function lookAtMenu(popup: PopupPage): Promise<void> {
  const { page } = popup
  await popup.button('Actions').click()
  await page.getByRole('menuitem').first().waitFor()
  for (const item of await page.getByRole('menuitem').all()) {
    expect(await item.evaluate(item => item === document.activeElement)).toBe(true)
    expect(await item.evaluate(item => item.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await page.keyboard.press('ArrowDown')
  }
  await page.getByRole('menuitem', { name: 'Sessions…' }).click()
  await untilThere(page, '.sessions li')
  await look(page, 'popup-sessions')
}

test('the popup can be used at 200 % when it says why a run has failed', async () => {
  await using world = await World.open(closedQrs)
  const popup = await openZoomed(world)
  await failWithCauses(popup)
  await look(popup.page, 'popup-why')
})

/** Of a window of 1280 pixels there are 640 left, and 320, which is as narrow as WCAG goes. */
test.each([2, 4])('the manage page can be used %i times as large', async factor => {
  await using world = await World.open()
  const popup = await world.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.disc('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  const { page } = await ManagePage.open(await world.browser.newPage(), world.extensionId)
  await resizeTo(page, 1280, 1024)
  await zoomTo(page, factor)
  await page.locator('[data-run] a').first().waitFor()
  await look(page, `manage-runs-${factor}`)
  await page.locator('[data-run] a').first().click()
  await page.locator('pre').waitFor()
  await look(page, `manage-run-${factor}`)
  for (const section of ['Personas', 'Data', 'About']) {
    await page.getByRole('link', { name: section }).click()
    await page.getByRole('heading', { name: section }).waitFor()
    await look(page, `manage-${section}-${factor}`)
  }
})

test.each([2, 4])('the welcome page can be used %i times as large', async factor => {
  await using world = await World.open({ companion: 'absent' })
  const page = await world.openWelcome()
  await resizeTo(page, 1280, 1024)
  await zoomTo(page, factor)
  await untilThere(page, '.stage .command')
  await page.getByText('Installed, and still not found?').click()
  await look(page, `welcome-${factor}`)
})
