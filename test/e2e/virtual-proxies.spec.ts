import { expect, test } from 'vitest'
import { untilThere } from './fixtures/in-page.ts'
import type { PopupPage } from './fixtures/popup-page.ts'
import { World } from './fixtures/world.ts'

const prefix = (popup: PopupPage) => popup.field('Virtual proxy prefix')
const hint = async (popup: PopupPage) => {
  await untilThere(popup.page, '.hint :is([data-status=ready], [data-status=failed])')
  return popup.page.locator('.hint').textContent()
}

test("completes the prefix from the site's virtual proxies, with the keyboard alone", async () => {
  await using world = await World.open()
  const popup = await world.openPopup()
  expect(await hint(popup)).toBe('Central Proxy (Default) · X-Qlik-Session')
  await prefix(popup).press('ArrowDown')
  const options = popup.page.locator('.listbox .option')
  await options.first().waitFor()
  expect(await options.allTextContents()).toEqual([
    'none (default)Central Proxy (Default)X-Qlik-Session',
    'portalportalX-Qlik-Session-portal',
    'salessalesX-Qlik-Session-sales',
    'unlinkedlinked to no proxyX-Qlik-Session-unlinked',
  ])
  await prefix(popup).press('Escape')
  expect(await options.count()).toBe(0)

  await prefix(popup).pressSequentially('sal')
  await prefix(popup).press('ArrowDown')
  await prefix(popup).press('Enter')
  expect(await prefix(popup).inputValue()).toBe('sales')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await prefix(popup).press('Enter')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(world.qlik.sessions).toMatchObject([{ prefix: 'sales' }])
})

test('says before the run what is wrong with a prefix, and lets it be tried', async () => {
  await using world = await World.open()
  const popup = await world.openPopup()
  await hint(popup)
  for (const [typed, said] of [
    ['unlinked', 'Linked to no proxy in the QMC: it cannot be reached'],
    ['hub', '“hub” is a word of Qlik Sense itself, no prefix'],
    ['nowhere', 'demo has no virtual proxy “nowhere”'],
  ] as const) {
    await popup.fill({ prefix: typed, directory: 'DOMAIN', userId: 'User1' })
    expect(await hint(popup)).toBe(said)
  }
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'VIRTUAL_PROXY_UNKNOWN' })
})

test('is typed where the Repository Service does not answer, which is said quietly', async () => {
  await using world = await World.open()
  await world.qlik.fault('refused', { door: 'qrs' })
  const popup = await world.openPopup()
  expect(await hint(popup)).toBe('Type it: demo did not tell its virtual proxies')
  expect(await popup.finding()).toBeUndefined()
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('can be typed in before the virtual proxies are known', async () => {
  await using world = await World.open()
  const hold = world.qlik.hold({ door: 'qrs' })
  const popup = await world.openPopup()
  await hold.reached
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  expect(await prefix(popup).inputValue()).toBe('sales')
  hold.release()
  expect(await hint(popup)).toBe('sales · X-Qlik-Session-sales')
  expect(await prefix(popup).inputValue()).toBe('sales')
})
