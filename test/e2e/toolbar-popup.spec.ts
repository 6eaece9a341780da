import { expect, test } from 'vitest'
import { type Headed, openHeaded } from './fixtures/headed.ts'
import { PermissionPrompt } from './fixtures/permission-prompt.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import { openPortal } from './fixtures/portal.ts'
import { ToolbarPopup } from './fixtures/toolbar-popup.ts'
import type { World } from './fixtures/world.ts'
import { zoomAllTo } from './fixtures/zoom.ts'

/** The tab in front shows the login page of a virtual proxy: nobody is signed in there. */
async function openHub(world: World, prefix: string) {
  const hub = await world.browser.newPage()
  await hub.goto(`${world.qlik.hub}/${prefix}/hub/`)
  await hub.bringToFront()
  return hub
}

const typedIn = (label: string): string =>
  `[...document.querySelectorAll('label')].find(label => label.textContent === '${label}').control.value`

test('opens from the toolbar on the virtual proxy of the tab in front, and signs in there by keys alone', async context => {
  await using headed = await openHeaded(context)
  const { world } = headed
  const hub = await openHub(world, 'sales')
  const popup = await ToolbarPopup.open(headed)
  // What no permission but activeTab tells: none has been asked for yet.
  expect(await popup.value(typedIn('Virtual proxy prefix'))).toBe('sales')
  await popup.untilThere('header[data-who=nobody]')

  await popup.type('DOMAIN\\User1')
  await popup.press('Return')
  await popup.untilThere('[data-outcome=passed]')
  expect(world.qlik.sessions).toMatchObject([{ prefix: 'sales', userId: 'User1' }])
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
  await popup.untilThere('header[data-who=user]')
})

/** The popup has asked for the permission, and the prompt has closed it. */
async function openPrompt(headed: Headed): Promise<PermissionPrompt> {
  const toolbar = await ToolbarPopup.open(headed)
  await toolbar.type('DOMAIN\\User1')
  await toolbar.press('Return')
  return PermissionPrompt.expectOverToolbar(headed.world, headed.display.name)
}

test('goes on when the prompt of the browser closes the popup that asked, which comes back with the answer', async context => {
  await using headed = await openHeaded(context, { permission: 'ask' })
  const hub = await openHub(headed.world, 'sales')
  await (await openPrompt(headed)).accept()
  const popup = await ToolbarPopup.opened(headed)
  await popup.untilThere('[data-outcome=passed]')
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
  const [worker] = headed.world.browser.serviceWorkers()
  expect(await worker?.evaluate(() => chrome.action.getBadgeText({}))).toBe('')
})

test('says in the popup that comes back that the prompt was refused', async context => {
  await using headed = await openHeaded(context, { permission: 'ask' })
  await openHub(headed.world, 'sales')
  await (await openPrompt(headed)).dismiss()
  const popup = await ToolbarPopup.opened(headed)
  await popup.untilThere('[data-outcome=failed]')
  await popup.untilThere('[data-code=PERMISSION_DENIED]')
  expect(headed.world.qlik.sessions).toEqual([])
})

test('goes from the key that opens it to a second persona, at 200 % too, where nothing sticks out', async context => {
  await using headed = await openHeaded(context)
  const { world } = headed
  const page = await world.openPopup()
  const bar = new PersonaBar(page)
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2', prefix: 'sales' })
  await zoomAllTo(page.page, 2)
  await page.page.close()
  const hub = await openHub(world, 'sales')

  const popup = await ToolbarPopup.open(headed)
  await popup.until('devicePixelRatio === 2')
  expect(
    await popup.value('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
  ).toBe(true)
  await popup.type('ben')
  await popup.untilThere('[role=option]')
  await popup.press('Return')
  await popup.untilThere('[data-outcome=passed]')
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User2')
})

test('leaves the editor of personas at Escape and stays open, the focus where it was', async context => {
  await using headed = await openHeaded(context)
  await openHub(headed.world, 'sales')
  const popup = await ToolbarPopup.open(headed)
  await popup.type('DOMAIN\\User1')
  const save = `[...document.querySelectorAll('button')].find(button => button.textContent === 'Save persona')`
  await popup.value(`${save}.focus()`)
  await popup.press('Return')
  await popup.untilThere('.editor[open] input:focus')
  await popup.type('Anna')
  await popup.until(`document.querySelector('.editor input').value === 'Anna'`)
  await popup.press('Escape')
  await popup.until(`document.querySelector('.editor') === null && document.activeElement === ${save}`)
  expect(await popup.value(typedIn('User id'))).toBe('User1')
})

test('sees with activeTab alone that the page in front shows the hub in a frame, which is not signed in', async context => {
  await using headed = await openHeaded(context)
  const { world } = headed
  await (await openPortal(world)).bringToFront()
  const toolbar = await ToolbarPopup.open(headed)
  await toolbar.type('DOMAIN\\User1')
  await toolbar.press('Return')
  await world.hubPage()
  const popup = await world.openPopup()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await popup.page.locator('.warning').textContent()).toContain('no frame of another site')
})
