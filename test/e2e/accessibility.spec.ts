import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { runWithWrongCookieName } from '../support/run-with-wrong-cookie-name.ts'
import { type ColorScheme, colorSchemes } from '../support/story-runner.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'
import { closedQrs } from './causes/arrange.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

/** Checks the shipped pages. The story tests check every state, but in a different build. */
describe.each(colorSchemes)('accessibility in %s', scheme => {
  const applyColorScheme = (page: Page) => page.emulateMedia({ colorScheme: scheme })
  const openPopup = (harness: E2EHarness) => harness.openPopup(applyColorScheme)

  test('popup has no axe violations: empty, filled, running, passed, with lists and dialogs', async () => {
    await using harness = await E2EHarness.open()
    const popup = await openPopup(harness)
    await expectNoAxeViolations(popup.page)
    await saveTwo(popup)
    await popup.openMore()
    await expectNoAxeViolations(popup.page)
    const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/hub' })
    await popup.signIn()
    await hold.reached
    await expectNoAxeViolations(popup.page)
    hold.release()
    expect(await popup.waitForOutcome()).toBe('passed')
    await waitForSelector(popup.page, 'header[data-who=user]')
    await popup.page.bringToFront()
    await expectNoAxeViolations(popup.page)
    await expectPanelsAccessible(popup)
  })

  test('popup has no axe violations when it shows the causes of a failure', async () => {
    await using harness = await E2EHarness.open(closedQrs)
    const popup = await openPopup(harness)
    await runWithWrongCookieName(popup)
    await popup.page.bringToFront()
    await expectNoAxeViolations(popup.page)
  })

  test('popup has no axe violations without a companion', async () => {
    await using harness = await E2EHarness.open({ companion: 'absent' })
    await expectNoAxeViolations((await openPopup(harness)).page)
  })

  test('options page has no axe violations in each view, after two runs and an import', async () => {
    await using harness = await E2EHarness.open()
    await recordTwoRuns(harness)
    const manage = await openOptions(harness, scheme, '')
    await manage.page.locator('[data-run]').nth(1).waitFor()
    await expectNoAxeViolations(manage.page)
    await expectRunsAccessible(manage)
    await expectPersonasAccessible(manage)
    await manage.page.evaluate(() => chrome.storage.local.set({ runs: { version: 9 } }))
    await harness.stopWorker()
    await manage.page.getByRole('link', { name: 'Runs' }).click()
    await manage.page.getByText('No runs yet').waitFor()
    await manage.page.getByRole('link', { name: 'Data' }).click()
    await manage.button('Discard').click()
    await expectNoAxeViolations(manage.page)
    await manage.page.getByRole('link', { name: 'About' }).click()
    await manage.page.getByText(harness.extensionId).waitFor()
    await expectNoAxeViolations(manage.page)
  })

  test.each(['companion', 'site', 'ready'])('welcome page has no axe violations at stage %s', async stage => {
    await using harness = await E2EHarness.open({
      companion: stage === 'companion' ? 'absent' : 'installed',
    })
    if (stage === 'site') await harness.hubpass('site', 'remove', 'demo')
    const page = await harness.openWelcome()
    await applyColorScheme(page)
    await waitForSelector(page, `[data-stage=${stage}][data-turn=now]`)
    await openDetails(page)
    await expectNoAxeViolations(page)
  })
})

async function saveTwo(popup: PopupPage): Promise<void> {
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.save('Ben', { ...user, userId: 'User2' })
}

/** Checks every panel that opens over the popup. */
async function expectPanelsAccessible(popup: PopupPage): Promise<void> {
  const bar = new PersonaBar(popup)
  const { page } = popup
  await bar.find('')
  await expectNoAxeViolations(page)
  await bar.find('anna')
  await popup.button('Edit Anna').click()
  await bar.editor.waitFor()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await popup.button('Actions').click()
  await page.getByRole('menuitem').first().waitFor()
  await expectNoAxeViolations(page)
  await page.getByRole('menuitem', { name: 'End this session' }).click()
  await page.getByRole('alertdialog').waitFor()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await popup.button('Actions').click()
  await page.getByRole('menuitem', { name: 'Sessions…' }).click()
  await waitForSelector(page, '.sessions li')
  await expectNoAxeViolations(page)
}

async function recordTwoRuns(harness: E2EHarness): Promise<void> {
  const popup = await harness.openPopup()
  await saveTwo(popup)
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await harness.qlik.fault('refused', { endpoint: 'proxy' })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await popup.waitForStep('hub', 'failed')
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.page.close()
}

async function openOptions(
  harness: E2EHarness,
  colorScheme: ColorScheme,
  hash: string,
): Promise<OptionsPage> {
  const page = await harness.browser.newPage()
  await page.emulateMedia({ colorScheme })
  return OptionsPage.open(page, harness.extensionId, hash)
}

/** Checks a passed and a failed run in each report format. */
async function expectRunsAccessible(manage: OptionsPage): Promise<void> {
  for (const state of ['passed', 'failed']) {
    await manage.page.locator(`[data-run][data-state=${state}] a`).first().click()
    for (const form of ['Markdown', 'JSON', 'HTML', 'curl', 'PowerShell', 'Postman']) {
      await manage.preview(form)
      await expectNoAxeViolations(manage.page)
    }
    await manage.page.getByRole('link', { name: 'All runs' }).click()
  }
}

/** Checks the personas and the preview of an import. */
async function expectPersonasAccessible({ page }: OptionsPage): Promise<void> {
  await page.getByRole('link', { name: 'Personas' }).click()
  await page.getByText('Anna').waitFor()
  await expectNoAxeViolations(page)
  const anna = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'Somebody', site: 'demo', id: 'other' }
  const content = {
    hubpass: 'personas',
    version: 1,
    personas: [anna, { ...anna, label: 'Dora', id: 'd' }, {}],
  }
  await page.locator('input[type=file]').setInputFiles({
    name: 'team.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  })
  await page.getByText('1 in conflict, and 1 rejected').waitFor()
  await expectNoAxeViolations(page)
}

const openDetails = (page: Page) =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
  })
