import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { welcomeUrl } from '../support/built-extension.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'

const openSettings = async (harness: E2EHarness) =>
  (await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#settings')).page
const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const dark = 'rgb(18, 19, 24)'
const light = 'rgb(244, 245, 248)'

test('the chosen theme applies to the popup and to Getting started, and to pages that are open', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  const options = await openSettings(harness)
  await options.getByLabel('Theme').selectOption('Dark')
  await options.getByText('Saved').waitFor()
  await expect.poll(() => backgroundOf(options)).toBe(dark)
  await expect.poll(() => backgroundOf(popup.page)).toBe(dark)
  await popup.page.reload({ waitUntil: 'commit' })
  await popup.page.waitForFunction(() => document.body !== null)
  expect(await popup.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  await options.emulateMedia({ colorScheme: 'dark' })
  await options.getByLabel('Theme').selectOption('Light')
  await expect.poll(() => backgroundOf(options)).toBe(light)
  await options.getByLabel('Theme').selectOption('System')
  await expect.poll(() => backgroundOf(options)).toBe(dark)
  await options.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => backgroundOf(options)).toBe(light)
})

test('a popup and Getting started that are open follow the theme of the system when it changes', async () => {
  await using harness = await E2EHarness.open()
  const welcome = await harness.browser.newPage()
  await welcome.goto(welcomeUrl(harness.extensionId))
  for (const page of [(await harness.openPopup()).page, welcome])
    for (const [colorScheme, color] of [
      ['dark', dark],
      ['light', light],
      ['dark', dark],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await expect.poll(() => backgroundOf(page)).toBe(color)
    }
})

test('the chosen language applies to every page', async () => {
  await using harness = await E2EHarness.open()
  const options = await openSettings(harness)
  await options.getByLabel('Language').selectOption('Deutsch')
  await options.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  const popup = await harness.openPopup()
  await popup.page.getByRole('button', { name: 'Anmelden', exact: true }).waitFor()
  await options.getByLabel('Sprache').selectOption('English')
  await options.getByRole('heading', { name: 'Settings' }).waitFor()
})
