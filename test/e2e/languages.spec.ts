import { expect, test } from 'vitest'
import { untilThere } from './fixtures/in-page.ts'
import { World } from './fixtures/world.ts'

test.each([
  ['de', 'Begleitprogramm installieren', 'Der Browser hat auf diesem Rechner kein Begleitprogramm'],
  ['fr', 'Installer le compagnon', 'Le navigateur n’a trouvé aucun compagnon'],
  ['ja', 'コンパニオンをインストールする', 'コンパニオンを見つけられませんでした'],
  ['en', 'Install the companion', 'The browser found no Hubpass companion'],
])('speaks %s', async (language, words, finding) => {
  await using world = await World.open({ companion: 'absent', welcome: 'open', language })
  const page = await world.welcomePage()
  await untilThere(page, '[data-stage=companion]')
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toContain(words)
  expect(await page.getAttribute('html', 'lang')).toBe(language)

  const popup = await world.openPopup()
  await popup.page.getByRole('alert').getByText(finding).waitFor()
})
