import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectForEverybody } from './fixtures/everybody.ts'
import { failWithCauses } from './fixtures/fail-with-causes.ts'
import { type Scheme, schemes } from './fixtures/gallery.ts'
import { untilThere } from './fixtures/in-page.ts'
import { ManagePage } from './fixtures/manage-page.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import type { PopupPage } from './fixtures/popup-page.ts'
import { World } from './fixtures/world.ts'
import { closedQrs } from './why/worlds.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

/** The pages as they are shipped; in the galleries each state of them is looked at, but built another way. */
describe.each(schemes)('in %s', scheme => {
  const drawn = (page: Page) => page.emulateMedia({ colorScheme: scheme })
  const openPopup = (world: World) => world.openPopup(drawn)

  test('the popup is for everybody: empty, filled, at work, passed, with its lists and dialogs', async () => {
    await using world = await World.open()
    const popup = await openPopup(world)
    await expectForEverybody(popup.page)
    await saveTwo(popup)
    await popup.openMore()
    await expectForEverybody(popup.page)
    const hold = world.qlik.hold({ door: 'proxy', path: '/hub' })
    await popup.signIn()
    await hold.reached
    await expectForEverybody(popup.page)
    hold.release()
    expect(await popup.waitForOutcome()).toBe('passed')
    await untilThere(popup.page, 'header[data-who=user]')
    await popup.page.bringToFront()
    await expectForEverybody(popup.page)
    await expectPanelsForEverybody(popup)
  })

  test('the popup is for everybody when it says why a run has failed', async () => {
    await using world = await World.open(closedQrs)
    const popup = await openPopup(world)
    await failWithCauses(popup)
    await popup.page.bringToFront()
    await expectForEverybody(popup.page)
  })

  test('the popup is for everybody without a companion', async () => {
    await using world = await World.open({ companion: 'absent' })
    await expectForEverybody((await openPopup(world)).page)
  })

  test('the manage page is for everybody, in each of its views, with what two runs and an import leave', async () => {
    await using world = await World.open()
    await leaveTwoRuns(world)
    const manage = await openManage(world, scheme, '')
    await manage.page.locator('[data-run]').nth(1).waitFor()
    await expectForEverybody(manage.page)
    await expectRunsForEverybody(manage)
    await expectPersonasForEverybody(manage)
    await manage.page.evaluate(() => chrome.storage.local.set({ runs: { version: 9 } }))
    await world.stopWorker()
    await manage.page.getByRole('link', { name: 'Runs' }).click()
    await manage.page.getByText('No runs yet').waitFor()
    await manage.page.getByRole('link', { name: 'Data' }).click()
    await manage.button('Discard').click()
    await expectForEverybody(manage.page)
    await manage.page.getByRole('link', { name: 'About' }).click()
    await manage.page.getByText(world.extensionId).waitFor()
    await expectForEverybody(manage.page)
  })

  test.each(['companion', 'site', 'ready'])(
    'the welcome page is for everybody at its stage %s',
    async stage => {
      await using world = await World.open({ companion: stage === 'companion' ? 'absent' : 'installed' })
      if (stage === 'site') await world.hubpass('site', 'remove', 'demo')
      const page = await world.openWelcome()
      await drawn(page)
      await untilThere(page, `[data-stage=${stage}][data-turn=now]`)
      await unfold(page)
      await expectForEverybody(page)
    },
  )
})

async function saveTwo(popup: PopupPage): Promise<void> {
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.save('Ben', { ...user, userId: 'User2' })
}

/** Whatever lies over the popup. */
async function expectPanelsForEverybody(popup: PopupPage): Promise<void> {
  const bar = new PersonaBar(popup)
  const { page } = popup
  await bar.find('')
  await expectForEverybody(page)
  await bar.find('anna')
  await popup.button('Edit Anna').click()
  await bar.editor.waitFor()
  await expectForEverybody(page)
  await page.keyboard.press('Escape')
  await popup.button('Actions').click()
  await page.getByRole('menuitem').first().waitFor()
  await expectForEverybody(page)
  await page.getByRole('menuitem', { name: 'End this session' }).click()
  await page.getByRole('alertdialog').waitFor()
  await expectForEverybody(page)
  await page.keyboard.press('Escape')
  await popup.button('Actions').click()
  await page.getByRole('menuitem', { name: 'Sessions…' }).click()
  await untilThere(page, '.sessions li')
  await expectForEverybody(page)
}

async function leaveTwoRuns(world: World): Promise<void> {
  const popup = await world.openPopup()
  await saveTwo(popup)
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await world.qlik.fault('refused', { door: 'proxy' })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await popup.waitForStep('hub', 'failed')
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.page.close()
}

async function openManage(world: World, colorScheme: Scheme, hash: string): Promise<ManagePage> {
  const page = await world.browser.newPage()
  await page.emulateMedia({ colorScheme })
  return ManagePage.open(page, world.extensionId, hash)
}

/** One that has passed, one that has failed, in each form. */
async function expectRunsForEverybody(manage: ManagePage): Promise<void> {
  for (const state of ['passed', 'failed']) {
    await manage.page.locator(`[data-run][data-state=${state}] a`).first().click()
    for (const form of ['Markdown', 'JSON', 'HTML', 'curl', 'PowerShell', 'Postman']) {
      await manage.preview(form)
      await expectForEverybody(manage.page)
    }
    await manage.page.getByRole('link', { name: 'All runs' }).click()
  }
}

/** As they are, and with what an import would change. */
async function expectPersonasForEverybody({ page }: ManagePage): Promise<void> {
  await page.getByRole('link', { name: 'Personas' }).click()
  await page.getByText('Anna').waitFor()
  await expectForEverybody(page)
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
  await page.getByText('1 in conflict, 1 refused').waitFor()
  await expectForEverybody(page)
}

const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
  })
