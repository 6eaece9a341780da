import { expect, test } from 'vitest'
import type { E2EHarness } from '../support/e2e-harness.ts'
import { type HeadedHarness, openHeadedHarness } from '../support/headed-harness.ts'
import { PermissionPrompt } from '../support/page-objects/permission-prompt.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { ToolbarPopup } from '../support/page-objects/toolbar-popup.ts'
import { openPortal } from '../support/portal.ts'
import { zoomEverythingTo } from '../support/zoom.ts'

/** Opens the login page of a virtual proxy in the active tab. Nobody is signed in there. */
async function openHub(harness: E2EHarness, prefix: string) {
  const hub = await harness.browser.newPage()
  await hub.goto(`${harness.qlik.hub}/${prefix}/hub/`)
  await hub.bringToFront()
  return hub
}

const fieldValue = (field: string): string => `document.querySelector('[data-field=${field}]').value`

test('toolbar popup opens with the virtual proxy of the active tab, and signs in by keyboard', async context => {
  await using headed = await openHeadedHarness(context)
  const { harness } = headed
  const hub = await openHub(harness, 'sales')
  const popup = await ToolbarPopup.open(headed)
  // Only activeTab can reveal this, since no permission has been requested yet.
  expect(await popup.evaluate(fieldValue('prefix'))).toBe('sales')
  await popup.waitForSelector('header[data-who=nobody]')

  await popup.type('DOMAIN\\User1')
  await popup.press('Return')
  await popup.waitForSelector('[data-outcome=passed]')
  expect(harness.qlik.sessions).toMatchObject([{ prefix: 'sales', userId: 'User1' }])
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
  await popup.waitForSelector('header[data-who=user]')
})

/** Opens the permission prompt, which closes the popup. */
async function openPrompt(headed: HeadedHarness): Promise<PermissionPrompt> {
  const toolbar = await ToolbarPopup.open(headed)
  await toolbar.type('DOMAIN\\User1')
  await toolbar.press('Return')
  return PermissionPrompt.watchToolbarPopup(headed.harness, headed.display.name)
}

test('run continues when the permission prompt closes the popup, and the popup reopens', async context => {
  await using headed = await openHeadedHarness(context, { permission: 'ask' })
  const hub = await openHub(headed.harness, 'sales')
  await (await openPrompt(headed)).accept()
  const popup = await ToolbarPopup.waitForOpen(headed)
  await popup.waitForSelector('[data-outcome=passed]')
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
  const [worker] = headed.harness.browser.serviceWorkers()
  expect(await worker?.evaluate(() => chrome.action.getBadgeText({}))).toBe('')
})

test('reopened popup reports that the permission was denied', async context => {
  await using headed = await openHeadedHarness(context, { permission: 'ask' })
  await openHub(headed.harness, 'sales')
  await (await openPrompt(headed)).dismiss()
  const popup = await ToolbarPopup.waitForOpen(headed)
  await popup.waitForSelector('[data-outcome=failed]')
  await popup.waitForSelector('[data-code=PERMISSION_DENIED]')
  expect(headed.harness.qlik.sessions).toEqual([])
})

test('shortcut and keyboard reach a second persona, at 200% zoom without overflow', async context => {
  await using headed = await openHeadedHarness(context)
  const { harness } = headed
  const page = await harness.openPopup()
  const bar = new PersonaBar(page)
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2', prefix: 'sales' })
  await zoomEverythingTo(page.page, 2)
  await page.page.close()
  const hub = await openHub(harness, 'sales')

  const popup = await ToolbarPopup.open(headed)
  await popup.waitUntil('devicePixelRatio === 2')
  expect(
    await popup.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
  ).toBe(true)
  await popup.waitUntil('document.documentElement.scrollHeight <= innerHeight && innerHeight <= 300')
  await popup.type('ben')
  await popup.waitForSelector('[role=option]')
  await popup.press('Return')
  await popup.waitForSelector('[data-outcome=passed]')
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User2')
})

test('Escape closes the persona editor, keeps the popup open and restores the focus', async context => {
  await using headed = await openHeadedHarness(context)
  await openHub(headed.harness, 'sales')
  const popup = await ToolbarPopup.open(headed)
  await popup.type('DOMAIN\\User1')
  const save = `[...document.querySelectorAll('button')].find(button => button.textContent === 'Save persona')`
  await popup.evaluate(`${save}.focus()`)
  await popup.press('Return')
  await popup.waitForSelector('.editor[open] input:focus')
  await popup.type('Anna')
  await popup.waitUntil(`document.querySelector('.editor input').value === 'Anna'`)
  await popup.press('Escape')
  await popup.waitUntil(`document.querySelector('.editor') === null && document.activeElement === ${save}`)
  expect(await popup.evaluate(fieldValue('user-id'))).toBe('User1')
})

test('activeTab alone reveals a framed hub that is not signed in', async context => {
  await using headed = await openHeadedHarness(context)
  const { harness } = headed
  await (await openPortal(harness)).bringToFront()
  const toolbar = await ToolbarPopup.open(headed)
  await toolbar.type('DOMAIN\\User1')
  await toolbar.press('Return')
  await harness.hubPage()
  const popup = await harness.openPopup()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await popup.page.locator('.warning').textContent()).toContain('frames of other sites')
})
