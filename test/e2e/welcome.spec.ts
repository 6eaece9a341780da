import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { root } from '../../scripts/setup/root.mjs'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { brokenCompanions, registerNativeHost } from '../support/broken-companions.ts'
import { E2EHarness, siteId, toLocalhost } from '../support/e2e-harness.ts'
import { pollUntil } from '../support/poll-until.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const waitForCurrentStage = (page: Page, stage: string) =>
  waitForSelector(page, `[data-stage=${stage}][data-turn=now]`)

/** Simulates that the tab is hidden or visible. */
const setVisibility = (page: Page, isSeen: boolean) =>
  page.evaluate(isSeen => {
    Object.defineProperty(document, 'hidden', { value: !isSeen, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isSeen)

/** Returns the command that the page offers to copy. */
const readCommand = async (page: Page): Promise<string> =>
  (await page.locator('.stage .command').first().innerText()).replace(/\s+/g, ' ').trim()

/** Runs a command in a shell, with the home folder of the test. */
const runCommand = ({ home }: E2EHarness, command: string, cwd = home) =>
  promisify(execFile)('sh', ['-c', command], { cwd, env: { ...process.env, HUBPASS_HOME: home } })

test('welcome page leads from installation to the first sign-in and advances automatically', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent', welcome: 'open' })
  await harness.hubpass('site', 'remove', siteId)
  const page = await harness.welcomePage()

  await waitForCurrentStage(page, 'companion')
  await waitForSelector(page, '.looking')
  const install = await readCommand(page)
  expect(install).toBe('node dist/companion/hubpass.mjs install --browser chromium')
  // The profile folder of this browser is the only value that the page cannot know.
  await runCommand(
    harness,
    `${install.replace('--browser chromium', '')} --user-data-dir '${harness.profile}'`,
    root,
  )

  await waitForCurrentStage(page, 'site')
  await expectNoAxeViolations(page)
  await page.getByLabel('Hub URL').fill(`${harness.qlik.hub}/sales/hub/`)
  await page.getByLabel('Site id').fill('my-site')
  await page.getByText('Use a terminal instead').click()
  const pem = await harness.qlik.writeCertificates('good')
  const endpointArgs = `--qps ${toLocalhost(harness.qlik.qps)} --qrs ${toLocalhost(harness.qlik.qrs)}`
  const command = await readCommand(page)
  expect(command).toMatch(/ --pem FOLDER$/)
  // The companion knows how to start it from any folder.
  await runCommand(harness, `${command.replace('FOLDER', `'${pem}'`)} ${endpointArgs}`)

  await waitForCurrentStage(page, 'ready')
  await expectNoAxeViolations(page)
  expect(await page.locator('.sites').innerText()).toContain(`my-site ${harness.qlik.hub}`)
  expect(await page.locator('kbd').innerText()).toBe('Alt+Shift+H')
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await page.bringToFront()
  await waitForSelector(page, '[data-stage=ready][data-turn=done]')
  await expectNoAxeViolations(page)
  await page.reload()
  await waitForSelector(page, '[data-stage=ready][data-turn=done]')
})

test('hidden welcome page keeps no companion running', async () => {
  await using harness = await E2EHarness.open({ welcome: 'open' })
  const page = await harness.welcomePage()
  await waitForCurrentStage(page, 'ready')
  expect(harness.companionProcesses()).toHaveLength(1)
  await setVisibility(page, false)
  await pollUntil('the companion has ended', () => harness.companionProcesses().length === 0)
  await setVisibility(page, true)
  await pollUntil('the companion runs again', () => harness.companionProcesses().length === 1)
  await waitForCurrentStage(page, 'ready')
})

test('popup links to the welcome page while the setup is incomplete', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  const popup = await harness.openPopup()
  await popup.page.getByRole('link', { name: 'Getting started' }).click()
  await waitForCurrentStage(await harness.welcomePage(), 'companion')
})

test('welcome page copies a command with the keyboard alone', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent', welcome: 'open' })
  const page = await harness.welcomePage()
  await waitForSelector(page, '.stage .command')
  await page.bringToFront()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  // Past the navigation of six links.
  for (let presses = 0; presses < 11 && (await focused()) !== 'Copy command'; presses += 1)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await page.getByText('Installed, but not found?').press('Enter')
  await page.getByText('Specified native messaging host not found.').waitFor()
})

test('welcome page opens on installation only, not when the worker starts', async () => {
  await using harness = await E2EHarness.open()
  await harness.stopWorker()
  await harness.openPopup()
  expect(harness.browser.pages().filter(page => page.url().includes('/welcome/'))).toEqual([])
})

test.each([
  ['Native host has exited.', brokenCompanions.COMPANION_EXITED, []],
  [
    'Error when communicating with the native messaging host.',
    brokenCompanions.COMPANION_GARBLED,
    ['tooLarge'],
  ],
])('welcome page explains "%s" and suggests the doctor', async (message, program, causes) => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  await registerNativeHost(harness, [`chrome-extension://${harness.extensionId}/`], program)
  const page = await harness.openWelcome()
  await page.getByText(message).first().waitFor()
  await page.getByText('hubpass.mjs doctor').first().waitFor()
  const items = await page.locator('[data-cause]').all()
  expect(await Promise.all(items.map(item => item.getAttribute('data-cause')))).toEqual(causes)
})

test('welcome page reports a companion that is registered for another extension', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  await registerNativeHost(harness, [`chrome-extension://${'a'.repeat(32)}/`], '')
  const page = await harness.openWelcome()
  await page.getByText('Access to the specified native messaging host is forbidden.').waitFor()
  expect(await page.locator('[data-cause]').first().getAttribute('data-cause')).toBe('otherExtension')
})

test('welcome page reports which side is too old', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  await registerNativeHost(
    harness,
    [`chrome-extension://${harness.extensionId}/`],
    brokenCompanions.VERSION_MISMATCH,
  )
  const page = await harness.openWelcome()
  await page.getByText('The extension is too old').waitFor()
  await page.getByRole('button', { name: 'Open chrome://extensions' }).waitFor()
})
