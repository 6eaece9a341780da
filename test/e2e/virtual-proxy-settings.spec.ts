import { expect, test } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'

const parentDomain = hubHost.replace(/^[^.]+\./, '')

const portal = {
  prefix: 'portal',
  sessionCookieHeaderName: 'My-Portal',
  sessionCookieDomain: `.${parentDomain}`,
  sameSiteAttributeHttps: 2,
} as const

const user = { prefix: 'portal', directory: 'DOMAIN', userId: 'User1' }

const readCookieStep = async (popup: Awaited<ReturnType<E2EHarness['openPopup']>>) =>
  (await popup.page.locator('[data-step=cookie]').textContent()) ?? ''

test('sign-in uses the cookie settings of the virtual proxy and reports them', async () => {
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [portal] } })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  const [session] = harness.qlik.sessions
  expect(await harness.hubCookies()).toMatchObject([
    {
      name: 'My-Portal',
      value: session?.sessionId,
      domain: `.${parentDomain}`,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      expires: -1,
    },
  ])
  const note = await readCookieStep(popup)
  expect(note).toContain('My-Portal (all settings from the QMC)')
})

test('a typed cookie name that the QMC does not have is refused, and used only if the tester says so', async () => {
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [portal] } })
  const popup = await harness.openPopup()
  await popup.fill({ ...user, cookieName: 'Typed-Name' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect((await popup.step('cookie')).state).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COOKIE_NAME_NOT_IN_QMC' })
  expect(harness.qlik.sessions).toEqual([])
  expect(await harness.hubCookies()).toEqual([])

  await popup.button('Use this name although the QMC says My-Portal').click()
  await popup.page.locator('[data-step=cookie] [data-code=COOKIE_NAME_NOT_IN_QMC]').waitFor()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'NOT_SIGNED_IN' })
  const manage = await OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#runs')
  await manage.page.locator('.runs a').first().click()
  await manage.page.getByText('The QMC has the cookie name My-Portal.').first().waitFor()

  await popup.page.bringToFront()
  await popup.fill({ cookieName: 'Typed-Name' })
  await popup.signIn()
  await popup.button('Sign in again with My-Portal').click()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await popup.field('Cookie name').inputValue()).toBe('My-Portal')
})

test('a failed run removes a cookie with custom settings', async () => {
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [portal] } })
  const before = { name: 'My-Portal', value: 'stale', domain: hubHost, path: '/', secure: true }
  await harness.browser.addCookies([before])
  await harness.qlik.fault('garbage', { endpoint: 'proxy', path: '/qps/user' })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
  expect(await harness.hubCookies()).toMatchObject([before])
  expect(harness.qlik.sessions).toEqual([])
})

test('run reports a cookie domain that does not contain the hub', async () => {
  const elsewhere = { ...portal, sessionCookieDomain: 'elsewhere.test' }
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [elsewhere] } })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COOKIE_REJECTED' })
  expect(finding.message).toContain(`domain .elsewhere.test of the virtual proxy does not include ${hubHost}`)
  expect(harness.qlik.sessions).toEqual([])
})

test('run uses the typed cookie name when QRS is unreachable, and says why', async () => {
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [portal] } })
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const popup = await harness.openPopup()
  await popup.fill({ ...user, cookieName: 'My-Portal' })
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await harness.hubCookies()).toMatchObject([{ name: 'My-Portal', domain: hubHost, secure: true }])
  const note = await readCookieStep(popup)
  expect(note).toContain('My-Portal as entered; host-only, Secure, and no SameSite by default')
  expect(note).toMatch(/no settings from the QMC: .* refused the connection/)
})

test('run uses defaults for settings that an older Qlik Sense lacks', async () => {
  const unknowns = { virtualProxyFields: 'old' } as const
  await using harness = await E2EHarness.open({ qlik: { virtualProxies: [portal], unknowns } })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()

  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await readCookieStep(popup)).toContain(
    `My-Portal and domain .${parentDomain} from the QMC; Secure and no SameSite by default`,
  )
})
