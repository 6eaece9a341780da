import { expect, it } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'

const allPassed = ['passed', 'passed', 'passed', 'passed', 'passed', 'passed']

it('sign-in on the default virtual proxy shows the user in the hub', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ prefix: '', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await popup.states()).toEqual(allPassed)
  expect(harness.qlik.sessions).toMatchObject([{ prefix: '', userDirectory: 'DOMAIN', userId: 'User1' }])
  expect(await harness.hubCookies()).toMatchObject([
    { name: 'X-Qlik-Session', domain: hubHost, path: '/', httpOnly: true, secure: true, expires: -1 },
  ])
  expect(await (await harness.hubPage()).locator('body').textContent()).toContain('User1')
})

it('sign-in on a prefixed virtual proxy sends repeated attributes', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  const attributes = [
    { name: 'group', value: 'HR' },
    { name: 'group', value: 'Finance' },
    { name: 'empty', value: '' },
  ]
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1', attributes })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([
    {
      prefix: 'sales',
      attributes: attributes.map(({ name, value }) => [name, value]),
    },
  ])
  expect((await harness.hubCookies()).map(({ name }) => name)).toEqual(['X-Qlik-Session-sales'])
  expect((await harness.hubPage('sales')).url()).toContain('/sales/hub/')
})

it('sign-in of a second user replaces the first, in the same tab and with one cookie', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  const hub = await harness.hubPage()
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await harness.hubPage()).toBe(hub)
  expect(await hub.locator('body').textContent()).toContain('User2')
  expect(await harness.hubCookies()).toHaveLength(1)
})

it('sign-in warns of a certificate that expires soon', async () => {
  await using harness = await E2EHarness.open({ certificates: 'expiresSoon' })
  const popup = await harness.openPopup()
  await popup.fill({ prefix: '', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  const warning = popup.page.locator('[data-step=credential] [data-code=CERTIFICATE_EXPIRES_SOON]')
  expect(await warning.textContent()).toContain('expires in 10 days')
})

it('identity step says that QPS holds the attributes that were asked for, and nothing without any', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const identity = popup.page.locator('[data-step=identity]')
  expect(await identity.textContent()).not.toMatch(/as asked|does not tell/)
  await popup.fill({ attributes: [{ name: 'group', value: 'HR' }] })
  await popup.signIn()
  await identity.getByText('group=HR, as asked').waitFor()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await identity.locator('.warning').count()).toBe(0)
})

it('run warns of a user without an access pass, with a remedy', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'NoAccess' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const warning = popup.page.locator('[data-step=identity] [data-code=NO_ACCESS_PASS]')
  await warning.waitFor()
  expect(await warning.textContent()).toContain('In the QMC, allocate')
})
