import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hubUrl } from '#protocol/site'
import type { FaultName } from '../doubles/qlik-sense/faults.ts'
import { E2EHarness, siteId, toLocalhost } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'

/** Opens a browser that knows no certificate, and a site whose hub the companion reaches as well. */
async function openWithoutTrust() {
  const harness = await E2EHarness.open({ trustsHub: false })
  const hub = `https://${toLocalhost(harness.qlik.hub)}`
  await harness.hubpass('site', 'edit', siteId, '--hub', hub)
  await harness.grantPermission(hub)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  return { harness, hub, popup, [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose]() }
}

async function signInForFinding(popup: PopupPage) {
  await popup.page.bringToFront()
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.step('hub')).toMatchObject({ state: 'failed' })
  return popup.finding()
}

/** Returns the tab that shows an error page of the browser in place of the hub. */
const findWarning = ({ browser }: E2EHarness): Promise<Page> =>
  pollUntil('a tab shows a warning', () =>
    browser.pages().find(page => page.url().startsWith('chrome-error:')),
  )

/** Accepts the certificate until the browser ends, as a person does. */
async function proceed(warning: Page, hub: string): Promise<void> {
  await warning.bringToFront()
  await warning.locator('#details-button').click()
  await warning.locator('#proceed-link').click()
  await warning.waitForURL(`${hub}/**`, { waitUntil: 'load' })
}

test('run names a certificate that the browser does not trust, the way out works, and nothing is left', async () => {
  await using world = await openWithoutTrust()
  const { harness, hub, popup } = world
  const finding = await signInForFinding(popup)
  expect(finding).toMatchObject({ code: 'HUB_CERTIFICATE_NOT_TRUSTED' })
  expect(finding.message).toBe(
    `The browser does not trust the certificate of ${new URL(hub).host}, which the site's own root HUB.QLIK.TEST-CA issued.`,
  )
  expect(finding.remedy).toContain(`${harness.qlik.certificates.folder}/root.pem`)
  expect(await popup.page.getByRole('button', { name: 'Copy command' }).count()).toBe(1)
  expect(harness.qlik.sessions).toEqual([])
  expect(await harness.browser.cookies(hub)).toEqual([])

  const warning = await findWarning(harness)
  await proceed(warning, hub)
  await popup.page.bringToFront()
  await popup.signIn()
  await popup.waitForStep('companion', 'passed')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(warning.url()).toBe(hubUrl(hub, ''))
})

test.each<[FaultName, string]>([
  ['serverCertificateExpired', 'it expired on'],
  ['serverCertificateOfOtherSite', 'which ELSEWHERE-CA issued'],
])('run says what the browser has against the certificate (%s)', async (fault, words) => {
  await using world = await openWithoutTrust()
  await world.harness.qlik.fault(fault, { endpoint: 'proxy' })
  const finding = await signInForFinding(world.popup)
  expect(finding).toMatchObject({ code: 'HUB_CERTIFICATE_NOT_TRUSTED' })
  expect(finding.message).toContain(words)
})

const networkFaults: [FaultName, RegExp][] = [
  ['refused', /error page, and the companion reports: localhost:\d+ refused the connection\.$/],
  // The companion sees only a certificate that the browser has accepted.
  ['hangUp', /: the browser shows an error page\.$/],
]

test('run does not blame the certificate for an error page with another reason', async () => {
  await using world = await openWithoutTrust()
  const { harness, hub, popup } = world
  const page = await harness.browser.newPage()
  await page.goto(hub).catch(() => {}) // Playwright reports the warning as an error.
  await proceed(page, hub)
  for (const [name, words] of networkFaults) {
    const fault = await harness.qlik.fault(name, { endpoint: 'proxy' })
    const finding = await signInForFinding(popup)
    expect(finding, name).toMatchObject({
      code: 'HUB_UNREACHABLE',
      message: expect.stringMatching(words),
    })
    await fault.end()
  }
})

test('popup claims nothing about the user of a tab that shows a warning', async () => {
  await using world = await openWithoutTrust()
  const { harness, popup } = world
  await signInForFinding(popup)
  await (await findWarning(harness)).bringToFront()
  const again = await harness.openPopup()
  const who = again.page.locator('.who')
  await who.filter({ hasText: 'No response from' }).waitFor()
  expect(await who.innerText()).not.toMatch(/User1|trust/)
})
