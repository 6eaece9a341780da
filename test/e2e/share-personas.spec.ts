import { expect, it } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'

const createEntry = (label: string, more = {}) => ({
  label,
  userDirectory: 'DOMAIN',
  userId: label,
  site: 'demo',
  ...more,
})

async function openPersonasPage(harness: E2EHarness): Promise<OptionsPage> {
  return OptionsPage.open(await harness.browser.newPage(), harness.extensionId, '#personas')
}

const chooseFile = ({ page }: OptionsPage, text: string) =>
  page.locator('input[type=file]').setInputFiles({
    name: 'team.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
const toPersonaFile = (...personas: object[]) => JSON.stringify({ hubpass: 'personas', version: 1, personas })

const readLabels = ({ page }: OptionsPage) =>
  page.locator('main > section > .personas strong').allTextContents()

const readUsers = ({ page }: OptionsPage) =>
  page.locator('main > section > .personas .secondary bdi').allTextContents()

/** Applies the import and waits until the preview closes. */
async function applyImport(manage: OptionsPage, count: number): Promise<void> {
  await manage.button(`Import ${count.toLocaleString('en')}`).click()
  const personas = count === 1 ? 'persona' : 'personas'
  await manage.page.getByText(`Imported ${count.toLocaleString('en')} ${personas}.`).waitFor()
}

it('import restores exported personas, including two with the same label', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  for (const prefix of ['', 'sales']) {
    await popup.fill({ directory: 'DOMAIN', userId: 'User1', prefix })
    await popup.button('Save persona').click()
    await popup.page.getByRole('button', { name: 'Save', exact: true }).click()
    await popup.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const manage = await openPersonasPage(harness)
  await manage.page.getByText('User1', { exact: true }).nth(1).waitFor()
  const { text } = await manage.download('Export')
  await chooseFile(manage, text)
  await manage.page.getByText('2 unchanged').waitFor()

  await chooseFile(manage, text.replaceAll('"prefix": ""', '"prefix": "hr"'))
  await manage.page.getByText('1 changed and 1 unchanged').waitFor()
  await applyImport(manage, 1)
  const prefixes = manage.page.locator('main > section > .personas .secondary')
  expect(await prefixes.allTextContents()).toEqual([
    expect.stringContaining('sales'),
    expect.stringContaining('hr'),
  ])
})

it('import preview names the entry that a persona duplicates', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  await chooseFile(
    manage,
    toPersonaFile(createEntry('Ben'), createEntry('Anna'), createEntry('Anna', { prefix: 'sales' })),
  )
  await manage.page.getByText('2 new and 1 rejected').waitFor()
  expect(await manage.page.locator('.refused li').allTextContents()).toEqual([
    '3. Anna: has the same label or id as entry 2',
  ])
})

it('import applies the preview, can be undone, and can be exported', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  await manage.page.getByText('No personas yet').waitFor()
  await chooseFile(manage, toPersonaFile(createEntry('Anna'), createEntry('Ben', { colour: 'teal' })))
  await manage.page.getByText('2 new').waitFor()
  expect(await readLabels(manage)).toEqual([])
  await applyImport(manage, 2)
  expect(await readLabels(manage)).toEqual(['Anna', 'Ben'])

  await chooseFile(
    manage,
    toPersonaFile(
      createEntry('Anna', { prefix: 'sales' }),
      createEntry('Ben', { colour: 'teal' }),
      createEntry('Dora'),
    ),
  )
  await manage.page.getByText('1 new, 1 changed, and 1 unchanged').waitFor()
  await manage.page.getByText('changes Virtual proxy prefix: – → sales').waitFor()
  await manage.page.getByLabel('Import Dora').uncheck()
  await applyImport(manage, 1)
  const exported = await manage.download('Export')
  expect(exported.name).toBe('hubpass-personas.json')
  expect(JSON.parse(exported.text)).toMatchObject({
    hubpass: 'personas',
    version: 1,
    personas: [{ label: 'Anna', prefix: 'sales' }, { label: 'Ben' }],
  })

  await manage.button('Undo').click()
  await manage.page.getByText('Imported').waitFor({ state: 'detached' })
  expect(await manage.focusedText()).toBe('Personas 2')
  await chooseFile(manage, exported.text)
  await manage.page.getByText('1 changed and 1 unchanged').waitFor()
  await manage.button('Cancel').click()
  expect(await readLabels(manage)).toEqual(['Anna', 'Ben'])
})

it('import keeps an existing persona with the same label, unless the tester chooses otherwise', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  await chooseFile(manage, toPersonaFile(createEntry('Anna', { id: 'mine' })))
  await applyImport(manage, 1)
  await chooseFile(manage, toPersonaFile(createEntry('Anna', { id: 'theirs', userId: 'theirs' })))
  await manage.page.getByText('1 in conflict').waitFor()
  await manage.page.getByLabel('Action for Anna').selectOption('Keep both')
  await manage.button('Import 1').click()
  await manage.page.locator('main > section > .personas strong').nth(1).waitFor()
  expect(await readLabels(manage)).toEqual(['Anna', 'Anna'])
})

it('import preview shows a changed user and keeps the persona, unless the tester chooses otherwise', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  await chooseFile(manage, toPersonaFile(createEntry('Anna'), createEntry('Ben')))
  await applyImport(manage, 2)
  await chooseFile(
    manage,
    toPersonaFile(
      createEntry('Anna', { userId: 'Eve', prefix: 'sales' }),
      createEntry('Ben', { prefix: 'sales' }),
    ),
  )
  await manage.page
    .getByText('changes User: DOMAIN\\Anna → DOMAIN\\Eve, Virtual proxy prefix: – → sales')
    .waitFor()
  const anna = manage.page.getByLabel('Import Anna')
  expect([await anna.isChecked(), await manage.page.getByLabel('Import Ben').isChecked()]).toEqual([
    false,
    true,
  ])
  await applyImport(manage, 1)
  expect(await readUsers(manage)).toEqual(['DOMAIN\\Anna', 'DOMAIN\\Ben'])

  await chooseFile(manage, toPersonaFile(createEntry('Anna', { userId: 'Eve' })))
  await anna.check()
  await manage.button('Import 1').click()
  // The status line of the previous import has the same text.
  await manage.page.locator('.personas .secondary', { hasText: 'Eve' }).waitFor()
  expect(await readUsers(manage)).toEqual(['DOMAIN\\Eve', 'DOMAIN\\Ben'])
})

it('import rejects broken and hostile files with a reason, and runs none of their content', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  const dialogs: string[] = []
  manage.page.on('dialog', dialog => {
    dialogs.push(dialog.message())
    return dialog.dismiss()
  })
  await chooseFile(manage, '{"hubpass": ')
  await manage.page.getByText('The file is not valid JSON').waitFor()
  await chooseFile(
    manage,
    toPersonaFile(...Array.from({ length: 10_001 }, (_, index) => createEntry(`P${index}`))),
  )
  await manage.page.getByText('The file has 10,001 personas. The limit is 10,000.').waitFor()
  const script = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  await chooseFile(manage, toPersonaFile(createEntry(script), { ...createEntry('Eve'), 'on<b>': 1 }))
  await manage.page.getByText('1 new and 1 rejected').waitFor()
  await applyImport(manage, 1)
  expect(await readLabels(manage)).toEqual([script])
  expect(await manage.page.locator('main img, main script').count()).toBe(0)
  expect(dialogs).toEqual([])
})

it('import handles ten thousand personas', async () => {
  await using harness = await E2EHarness.open()
  const manage = await openPersonasPage(harness)
  await chooseFile(
    manage,
    toPersonaFile(...Array.from({ length: 10_000 }, (_, index) => createEntry(`Persona ${index}`))),
  )
  await applyImport(manage, 10_000)
  await manage.page.getByText('and 9,800 more').waitFor()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})
