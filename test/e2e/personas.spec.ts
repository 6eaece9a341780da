import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { pollUntil } from '../support/poll-until.ts'

const user1 = { directory: 'DOMAIN', userId: 'User1' }
const user2 = { directory: 'DOMAIN', userId: 'User2' }

/** Opens a popup with two saved personas. */
async function openWithTwoPersonas(harness: E2EHarness) {
  const popup = await harness.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { ...user1, attributes: [{ name: 'group', value: 'HR' }] })
  await bar.save('Bénédicte', { ...user2, prefix: 'sales' })
  return { popup, bar }
}

async function reopen(harness: E2EHarness) {
  const popup = await harness.openPopup()
  return { popup, bar: new PersonaBar(popup) }
}

test('keyboard alone signs in as a second persona, with one key after the search', async () => {
  await using harness = await E2EHarness.open()
  const first = await openWithTwoPersonas(harness)
  await first.bar.avatar('Anna').click()
  expect(await first.popup.waitForOutcome()).toBe('passed')
  await first.popup.page.close()

  const { popup } = await reopen(harness)
  await popup.page.keyboard.type('bene')
  let presses = 0
  const press = async (key: string) => {
    presses += 1
    await popup.page.keyboard.press(key)
  }
  await press('Enter')
  // Until then the popup may still show the previous run, which has passed too.
  await pollUntil('another session is made', () => harness.qlik.sessions.length === 2)
  await popup.waitForStep('identity', 'passed')
  expect(presses).toBeLessThanOrEqual(4)
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1' }, { userId: 'User2', prefix: 'sales' }])
  expect(await (await harness.hubPage('sales')).locator('body').textContent()).toContain('User2')
})

test('arrow keys reach the third match, and the popup announces it', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar } = await openWithTwoPersonas(harness)
  await bar.save('Domain admin', { directory: 'DOMAIN', userId: 'admin' })
  await popup.page.close()

  const next = await reopen(harness)
  const { keyboard } = next.popup.page
  await keyboard.type('domain')
  await next.bar.rows.nth(2).waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  const active = await next.bar.field.getAttribute('aria-activedescendant')
  expect(await next.bar.rows.nth(2).getAttribute('id')).toBe(active)
  await keyboard.press('Enter')
  expect(await next.popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1', attributes: [['group', 'HR']] }])
})

test('a click on a persona signs in and moves it to the front', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar } = await openWithTwoPersonas(harness)
  expect(await bar.find('')).toEqual(['Bénédicte', 'Anna'])
  await bar.field.press('Escape')
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await bar.find('')).toEqual(['Anna', 'Bénédicte'])
})

test('search matches label, directory, id, prefix and site, ignoring case and accents', async () => {
  await using harness = await E2EHarness.open()
  const { bar } = await openWithTwoPersonas(harness)
  await bar.save('مديرة المبيعات', { directory: 'شركة', userId: 'منى' })
  expect(await bar.find('BENEDICTE')).toEqual(['Bénédicte'])
  expect(await bar.find('domain\\user1')).toEqual(['Anna'])
  expect(await bar.find('sales')).toEqual(['Bénédicte'])
  expect(await bar.find('المبيعات')).toEqual(['مديرة المبيعات'])
  expect(await bar.find('demo user2')).toEqual(['Bénédicte'])
})

test('persona editor saves two attribute sets, which can be swapped in the row', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar } = await openWithTwoPersonas(harness)
  await bar.find('anna')
  await popup.button('Edit Anna').click()
  await bar.editor.getByRole('button', { name: 'Add attribute set' }).click()
  await bar.editor.getByLabel('Name of the set').fill('without HR')
  await bar.editor.getByRole('button', { name: 'Remove attribute group' }).click()
  await bar.editor.getByRole('radio', { name: 'Violet' }).check({ force: true })
  await bar.editor.getByLabel('Label').fill('Anne')
  await bar.editor.getByLabel('Label').press('Enter')
  await bar.avatar('Anne').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1', attributes: [] }])

  await bar.find('anne')
  await popup.field('Attribute set of Anne').selectOption('Set 1')
  await bar.rows.filter({ hasText: 'Set 1' }).waitFor()
  await bar.field.press('Enter')
  await pollUntil('the other set is used', () => harness.qlik.sessions.length === 2)
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions[1]?.attributes).toEqual([['group', 'HR']])
})

test('delete, undo and duplicate update two popups and survive a worker restart', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar } = await openWithTwoPersonas(harness)
  const other = await reopen(harness)
  await bar.find('anna')
  await popup.button('Delete Anna').click()
  await other.popup.page.getByText('Deleted Anna.').waitFor()
  await other.popup.button('Undo').click()
  await bar.avatar('Anna').waitFor()

  await other.bar.find('anna')
  await other.popup.button('Duplicate Anna').click()
  await bar.avatar('Anna (copy)').waitFor()
  await bar.find('copy')
  await popup.button('Pin Anna (copy)').click()
  await bar.rows.locator('.pin').waitFor()
  await popup.button('Delete Anna (copy)').click()
  await other.popup.page.getByText('Deleted Anna (copy).').waitFor()

  await harness.stopWorker()
  const next = await reopen(harness)
  await next.popup.page.getByText('Deleted Anna (copy).').waitFor()
  expect(await next.bar.find('anna')).toEqual(['Anna'])
})

test('a persona whose site is gone shows an error and signs nobody in', async () => {
  await using harness = await E2EHarness.open()
  const { popup } = await openWithTwoPersonas(harness)
  await popup.page.close()
  const hub = harness.qlik.hub
  expect(await harness.hubpass('site', 'remove', 'demo')).toMatchObject({ code: 0 })
  const pem = await harness.qlik.writeCertificates('good')
  await harness.hubpass('site', 'add', 'other', '--hub', hub, '--pem', pem)

  const next = await reopen(harness)
  await next.bar.find('anna')
  expect(await next.bar.rows.first().textContent()).toContain('site "demo" no longer exists')
  await next.bar.field.press('Enter')
  expect(await next.popup.waitForOutcome()).toBe('failed')
  expect(await next.popup.finding()).toMatchObject({ code: 'SITE_UNKNOWN' })
  expect(harness.qlik.sessions).toEqual([])
})
