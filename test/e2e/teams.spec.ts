import { expect, it } from 'vitest'
import { ManagePage } from './fixtures/manage-page.ts'
import { World } from './fixtures/world.ts'

const persona = (label: string, more = {}) => ({
  label,
  userDirectory: 'DOMAIN',
  userId: label,
  site: 'demo',
  ...more,
})

async function personasPage(world: World): Promise<ManagePage> {
  return ManagePage.open(await world.browser.newPage(), world.extensionId, '#personas')
}

const choose = ({ page }: ManagePage, text: string) =>
  page.locator('input[type=file]').setInputFiles({
    name: 'team.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
const fileOf = (...personas: object[]) => JSON.stringify({ hubpass: 'personas', version: 1, personas })

const labels = ({ page }: ManagePage) => page.locator('main > section > .personas strong').allTextContents()

const whom = ({ page }: ManagePage) => page.locator('main > section > .personas .aside bdi').allTextContents()

/** What is in the preview goes away once it is applied. */
async function apply(manage: ManagePage, count: number): Promise<void> {
  await manage.button(`Import ${count.toLocaleString('en')}`).click()
  await manage.page.getByText(`Imported: ${count.toLocaleString('en')}.`).waitFor()
}

it('reads back what it has exported of personas that the popup saved, two of them of one label', async () => {
  await using world = await World.open()
  const popup = await world.openPopup()
  for (const prefix of ['', 'sales']) {
    await popup.fill({ directory: 'DOMAIN', userId: 'User1', prefix })
    await popup.button('Save persona').click()
    await popup.page.getByRole('button', { name: 'Save', exact: true }).click()
    await popup.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const manage = await personasPage(world)
  await manage.page.getByText('User1', { exact: true }).nth(1).waitFor()
  const { text } = await manage.saved('Export')
  await choose(manage, text)
  await manage.page.getByText('0 new, 0 changed, 2 the same, 0 in conflict, 0 refused').waitFor()

  await choose(manage, text.replaceAll('"prefix": ""', '"prefix": "hr"'))
  await manage.page.getByText('0 new, 1 changed, 1 the same').waitFor()
  await apply(manage, 1)
  const prefixes = manage.page.locator('main > section > .personas .aside')
  expect(await prefixes.allTextContents()).toEqual([
    expect.stringContaining('sales'),
    expect.stringContaining('hr'),
  ])
})

it('says of a persona that stands twice in a file of which entry it is the double', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  await choose(manage, fileOf(persona('Ben'), persona('Anna'), persona('Anna', { prefix: 'sales' })))
  await manage.page.getByText('2 new, 0 changed, 0 the same, 0 in conflict, 1 refused').waitFor()
  expect(await manage.page.locator('.refused li').allTextContents()).toEqual([
    '3. Anna: the same label or id as entry 2',
  ])
})

it('imports personas after a look at what would change, takes them back, and exports them', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  await manage.page.getByText('No personas yet').waitFor()
  await choose(manage, fileOf(persona('Anna'), persona('Ben', { colour: 'teal' })))
  await manage.page.getByText('2 new, 0 changed').waitFor()
  expect(await labels(manage)).toEqual([])
  await apply(manage, 2)
  expect(await labels(manage)).toEqual(['Anna', 'Ben'])

  await choose(
    manage,
    fileOf(persona('Anna', { prefix: 'sales' }), persona('Ben', { colour: 'teal' }), persona('Dora')),
  )
  await manage.page.getByText('1 new, 1 changed, 1 the same').waitFor()
  await manage.page.getByText('changes Virtual proxy prefix: – → sales').waitFor()
  await manage.page.getByLabel('Import Dora').uncheck()
  await apply(manage, 1)
  const exported = await manage.saved('Export')
  expect(exported.name).toBe('hubpass-personas.json')
  expect(JSON.parse(exported.text)).toMatchObject({
    hubpass: 'personas',
    version: 1,
    personas: [{ label: 'Anna', prefix: 'sales' }, { label: 'Ben' }],
  })

  await manage.button('Undo').click()
  await manage.page.getByText('Imported').waitFor({ state: 'detached' })
  expect(await manage.focused()).toBe('Personas 2')
  await choose(manage, exported.text)
  await manage.page.getByText('0 new, 1 changed, 1 the same').waitFor()
  await manage.button('Do not import').click()
  expect(await labels(manage)).toEqual(['Anna', 'Ben'])
})

it('leaves a persona alone whose label somebody else’s has too, until told otherwise', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  await choose(manage, fileOf(persona('Anna', { id: 'mine' })))
  await apply(manage, 1)
  await choose(manage, fileOf(persona('Anna', { id: 'theirs', userId: 'theirs' })))
  await manage.page.getByText('1 in conflict').waitFor()
  await manage.page.getByLabel('What to do with Anna').selectOption('Keep both')
  await manage.button('Import 1').click()
  await manage.page.locator('main > section > .personas strong').nth(1).waitFor()
  expect(await labels(manage)).toEqual(['Anna', 'Anna'])
})

it('shows the user that a persona would become, and leaves it unless told otherwise', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  await choose(manage, fileOf(persona('Anna'), persona('Ben')))
  await apply(manage, 2)
  await choose(
    manage,
    fileOf(persona('Anna', { userId: 'Eve', prefix: 'sales' }), persona('Ben', { prefix: 'sales' })),
  )
  await manage.page
    .getByText('changes User: DOMAIN\\Anna → DOMAIN\\Eve, Virtual proxy prefix: – → sales')
    .waitFor()
  const anna = manage.page.getByLabel('Import Anna')
  expect([await anna.isChecked(), await manage.page.getByLabel('Import Ben').isChecked()]).toEqual([
    false,
    true,
  ])
  await apply(manage, 1)
  expect(await whom(manage)).toEqual(['DOMAIN\\Anna', 'DOMAIN\\Ben'])

  await choose(manage, fileOf(persona('Anna', { userId: 'Eve' })))
  await anna.check()
  await manage.button('Import 1').click()
  // The line on the import before says as much as that on this one.
  await manage.page.locator('.personas .aside', { hasText: 'Eve' }).waitFor()
  expect(await whom(manage)).toEqual(['DOMAIN\\Eve', 'DOMAIN\\Ben'])
})

it('refuses files that are broken or hostile, says why, and runs nothing of them', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  const dialogs: string[] = []
  manage.page.on('dialog', dialog => {
    dialogs.push(dialog.message())
    return dialog.dismiss()
  })
  await choose(manage, '{"hubpass": ')
  await manage.page.getByText('It is not JSON').waitFor()
  await choose(manage, fileOf(...Array.from({ length: 10_001 }, (_, index) => persona(`P${index}`))))
  await manage.page.getByText('It has 10,001 personas; the limit is 10,000.').waitFor()
  const script = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  await choose(manage, fileOf(persona(script), { ...persona('Eve'), 'on<b>': 1 }))
  await manage.page.getByText('1 new, 0 changed, 0 the same, 0 in conflict, 1 refused').waitFor()
  await apply(manage, 1)
  expect(await labels(manage)).toEqual([script])
  expect(await manage.page.locator('main img, main script').count()).toBe(0)
  expect(dialogs).toEqual([])
})

it('imports ten thousand, and goes on', async () => {
  await using world = await World.open()
  const manage = await personasPage(world)
  await choose(manage, fileOf(...Array.from({ length: 10_000 }, (_, index) => persona(`Persona ${index}`))))
  await apply(manage, 10_000)
  await manage.page.getByText('and 9,800 more').waitFor()
  const popup = await world.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})
