import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { root } from '../tools/setup/root.mjs'
import { eventually } from './fixtures/eventually.ts'
import { expectForEverybody } from './fixtures/everybody.ts'
import { untilThere } from './fixtures/in-page.ts'
import { programs, register } from './fixtures/stand-in-companion.ts'
import { onThisMachine, siteId, World } from './fixtures/world.ts'

const now = (page: Page, stage: string) => untilThere(page, `[data-stage=${stage}][data-turn=now]`)

/** What a browser with a window tells a page when its tab goes behind another, or comes back. */
const seen = (page: Page, isSeen: boolean) =>
  page.evaluate(isSeen => {
    Object.defineProperty(document, 'hidden', { value: !isSeen, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isSeen)

/** What stands there to be copied into a terminal. */
const commandOn = async (page: Page): Promise<string> =>
  (await page.locator('.stage .command').first().innerText()).replace(/\s+/g, ' ').trim()

/** Runs it where the page says, in a shell, with what belongs to this test alone. */
const inTerminal = ({ home }: World, command: string) =>
  promisify(execFile)('sh', ['-c', command], { cwd: root, env: { ...process.env, HUBPASS_HOME: home } })

test('leads from nothing to the first sign-in, and moves on by itself', async () => {
  await using world = await World.open({ companion: 'absent', welcome: 'open' })
  await world.hubpass('site', 'remove', siteId)
  const page = await world.welcomePage()

  await now(page, 'companion')
  await untilThere(page, '.looking')
  const install = await commandOn(page)
  expect(install).toBe('node dist/companion/hubpass.mjs install --browser chromium')
  // The folder of this browser's profile is the only thing that the page cannot know.
  await inTerminal(world, `${install.replace('--browser chromium', '')} --user-data-dir '${world.profile}'`)

  await now(page, 'site')
  await expectForEverybody(page)
  await page.getByLabel('Hub URL').fill(`${world.qlik.hub}/sales/hub/`)
  await page.getByLabel('Site id').fill('my-site')
  const pem = await world.qlik.writeCertificates('good')
  const doors = `--qps ${onThisMachine(world.qlik.qps)} --qrs ${onThisMachine(world.qlik.qrs)}`
  await inTerminal(world, `${await commandOn(page)} --pem '${pem}' ${doors}`)

  await now(page, 'ready')
  await expectForEverybody(page)
  expect(await page.locator('.sites').innerText()).toContain(`my-site ${world.qlik.hub}`)
  expect(await page.locator('kbd').innerText()).toBe('Alt+Shift+H')
  const popup = await world.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('keeps no companion alive while nobody sees it', async () => {
  await using world = await World.open({ welcome: 'open' })
  const page = await world.welcomePage()
  await now(page, 'ready')
  expect(world.companionProcesses()).toHaveLength(1)
  await seen(page, false)
  await eventually('the companion has ended', () => world.companionProcesses().length === 0)
  await seen(page, true)
  await eventually('it is started again', () => world.companionProcesses().length === 1)
  await now(page, 'ready')
})

test('opens from the popup, as long as something is missing', async () => {
  await using world = await World.open({ companion: 'absent' })
  const popup = await world.openPopup()
  await popup.page.getByRole('link', { name: 'First steps' }).click()
  await now(await world.welcomePage(), 'companion')
})

test('gives the command to the clipboard, by keyboard alone', async () => {
  await using world = await World.open({ companion: 'absent', welcome: 'open' })
  const page = await world.welcomePage()
  await untilThere(page, '.stage .command')
  await page.bringToFront()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  for (let presses = 0; presses < 5 && (await focused()) !== 'Copy command'; presses += 1)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await page.getByText('Installed, and still not found?').press('Enter')
  await page.getByText('Specified native messaging host not found.').waitFor()
})

test('comes with the extension, and not again whenever its worker starts', async () => {
  await using world = await World.open()
  await world.stopWorker()
  await world.openPopup()
  expect(world.browser.pages().filter(page => page.url().includes('/welcome/'))).toEqual([])
})

test.each([
  ['Native host has exited.', programs.COMPANION_EXITED, 'causeNodeMoved'],
  ['Error when communicating with the native messaging host.', programs.COMPANION_GARBLED, 'causePrints'],
])('says what "%s" can mean', async (said, program, likeliest) => {
  await using world = await World.open({ companion: 'absent' })
  await register(world, [`chrome-extension://${world.extensionId}/`], program)
  const page = await world.openWelcome()
  await page.getByText(said).first().waitFor()
  expect(await page.locator('[data-cause]').first().getAttribute('data-cause')).toBe(likeliest)
})

test('says that the companion is for another extension, and gives the command that lets this one in', async () => {
  await using world = await World.open({ companion: 'absent' })
  await register(world, [`chrome-extension://${'a'.repeat(32)}/`], '')
  const page = await world.openWelcome()
  await page.getByText('Access to the specified native messaging host is forbidden.').waitFor()
  expect(await page.locator('[data-cause]').first().getAttribute('data-cause')).toBe('causeOtherExtension')
})

test('says which side is too old', async () => {
  await using world = await World.open({ companion: 'absent' })
  await register(world, [`chrome-extension://${world.extensionId}/`], programs.VERSION_MISMATCH)
  const page = await world.openWelcome()
  await page.getByText('the extension is too old').waitFor()
  await page.getByRole('button', { name: 'Open chrome://extensions' }).waitFor()
})
