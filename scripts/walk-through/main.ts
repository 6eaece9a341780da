import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { E2EHarness } from '../../test/support/e2e-harness.ts'
import type { PopupPage } from '../../test/support/page-objects/popup-page.ts'
import { waitForSelector } from '../../test/support/wait-for-selector.ts'
import { fromRoot } from '../setup/root.mjs'
import { type Frame, writeAnimation } from './animation.ts'
import { type Shot, stageSize, takePicture } from './stage.ts'

const folder = fromRoot('test-results', 'walk-through')
const animation = fromRoot('docs', 'images', 'walk-through.webp')

/** Takes a picture of a page, without its caret and with its animations finished. */
const takeWindow = async (page: Page): Promise<Buffer> => {
  await page.setViewportSize({ width: 1200, height: 666 })
  return page.screenshot({ animations: 'disabled' })
}

/** Browsers give a popup the width of its content and at most 600 pixels in height. */
const takePopup = async ({ page }: PopupPage): Promise<Buffer> => {
  await page.setViewportSize({ width: 380, height: 600 })
  // The popup compares the window, which is wider here, with its content.
  await page.evaluate(() => document.body.style.setProperty('--zoom', '1'))
  return page.locator('main').screenshot({ animations: 'disabled' })
}

/** Signs in and fails once, and returns the shots with their seconds. */
async function takeShots(harness: E2EHarness): Promise<[Shot, number][]> {
  const { qlik } = harness
  const before = await harness.browser.newPage()
  await before.goto(qlik.hub)
  const anonymous = await takeWindow(before)
  await before.close()

  const welcome = await harness.openWelcome()
  await welcome.getByText('Configured sites').waitFor()
  const start = await takeWindow(welcome)

  const popup = await harness.openPopup()
  const empty = await takePopup(popup)
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const filled = await takePopup(popup)
  const gate = qlik.hold({ endpoint: 'qps', method: 'POST' })
  await popup.signIn()
  await popup.waitForStep('session', 'working')
  const running = await takePopup(popup)
  gate.release()
  await popup.waitForOutcome()
  const passed = await takePopup(popup)
  const hub = await takeWindow(await harness.hubPage())

  await qlik.fault('refused', { endpoint: 'qrs' })
  await popup.fill({ directory: 'DOMAIN', userId: 'User2', cookieName: 'X-Foo' })
  await popup.signIn()
  await popup.waitForOutcome()
  await waitForSelector(popup.page, '[data-cause]')
  const failed = await takePopup(popup)

  return [
    [{ window: start, caption: 'After installation, Getting started checks your setup.' }, 3],
    [{ window: anonymous, caption: 'The hub asks who you are. Open the popup there.', popup: empty }, 3],
    [{ window: anonymous, caption: 'Type a user, and press Enter.', popup: filled }, 3],
    [{ window: anonymous, caption: 'The companion creates the session.', popup: running }, 2],
    [{ window: hub, caption: 'Six steps, and the hub confirms who you are.', popup: passed }, 4],
    [{ window: hub, caption: 'The hub, as that user.' }, 3],
    [{ window: hub, caption: 'If a sign-in fails, Hubpass says why and what to do.', popup: failed }, 5],
  ]
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
await using harness = await E2EHarness.open({ browser: 'own' })
const shots = await takeShots(harness)
const stage = await harness.browser.newPage()
await stage.setViewportSize(stageSize)
const frames: Frame[] = []
for (const [shot, seconds] of shots) {
  const file = join(folder, `${frames.length + 1}.png`)
  await takePicture(stage, shot, file)
  frames.push({ file, seconds })
}
writeAnimation(frames, animation)
console.log(`${animation}: ${Math.round(statSync(animation).size / 1000)} kB, pictures in ${folder}`)
