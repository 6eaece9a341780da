import { expect, test } from 'vitest'
import { hubUrl } from '#protocol/site'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { registerNativeHost } from '../support/broken-companions.ts'
import { E2EHarness, siteId, toLocalhost } from '../support/e2e-harness.ts'
import { createFakeZenity } from '../support/fake-zenity.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import { companionProgram } from '../support/run-hubpass.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

/** Registers the companion in an environment where a person answers its dialogs. */
async function openWithPerson() {
  const harness = await E2EHarness.open({ companion: 'absent', browser: 'own' })
  const person = await createFakeZenity(harness.profile)
  const env = { ...person.env, LANG: 'en_US.UTF-8', HUBPASS_HOME: harness.home }
  await registerNativeHost(
    harness,
    [`chrome-extension://${harness.extensionId}/`],
    `const { spawn } = require('node:child_process')
     const args = [${JSON.stringify(companionProgram)}, ...process.argv.slice(2)]
     const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...${JSON.stringify(env)} } })
     child.on('exit', code => process.exit(code ?? 0))`,
  )
  return { harness, person, [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose]() }
}

test('a site is added on the first-steps page without a terminal, and signs in', async () => {
  await using world = await openWithPerson()
  const { harness, person } = world
  await harness.hubpass('site', 'remove', siteId)
  const pem = await harness.qlik.writeCertificates('good')
  const page = await harness.openWelcome()
  await waitForSelector(page, '[data-stage=site][data-turn=now]')
  await page.getByLabel('Hub URL').fill(`${harness.qlik.hub}/hub/`)
  await page.getByLabel('Site id').fill('mine')
  await page.getByRole('button', { name: 'Add site…' }).click()
  await page.getByText('Answer the dialog on this machine.').waitFor()
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => page.locator('.site-status').count()).toBe(0)

  await person.answer(
    { press: 'Settings…' },
    { press: 'Proxy Service (QPS)…' },
    { type: toLocalhost(harness.qlik.qps) },
    { press: 'Settings…' },
    { press: 'Repository Service (QRS)…' },
    { type: toLocalhost(harness.qlik.qrs) },
    { press: 'Choose folder…' },
    { type: pem },
    { press: 'Add site' },
  )
  await page.getByRole('button', { name: 'Add site…' }).click()
  await waitForSelector(page, '[data-stage=ready][data-turn=now]')
  await page.getByText('Site mine was added.').waitFor()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect((await harness.hubPage()).url()).toBe(hubUrl(harness.qlik.hub, ''))
})

test('the manage page checks, changes and removes a site', async () => {
  await using world = await openWithPerson()
  const { harness, person } = world
  const { page } = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#sites')
  await page.getByRole('button', { name: 'Check this site' }).click()
  await page.locator('.check-report').waitFor()
  expect(await page.locator('.check-report strong').first().innerText()).toMatch(
    /^demo (is ready|can create)/,
  )
  await page.locator('.check-report summary').click()
  expect(await page.locator('.checks li[data-state=passed]').count()).toBeGreaterThan(5)
  await expectNoAxeViolations(page)

  await person.answer({ press: 'Save changes' })
  await page.getByRole('button', { name: `Change… ${siteId}` }).click()
  await page.getByText(`Site ${siteId} was changed.`).waitFor()

  await person.answer('close')
  await page.getByRole('button', { name: `Remove… ${siteId}` }).click()
  await waitForSelector(page, '[data-code=SITE_CHANGE_REFUSED]')

  await person.answer({ press: 'Remove site' })
  await page.getByRole('button', { name: `Remove… ${siteId}` }).click()
  await page.getByText(`Site ${siteId} was removed.`).waitFor()
  expect(await page.locator('.sites').count()).toBe(0)
})
