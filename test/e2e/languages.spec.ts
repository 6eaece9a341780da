import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

test.each([
  [
    'de',
    'Begleitprogramm installieren',
    'Der Browser hat das Hubpass-Begleitprogramm auf diesem Rechner nicht gefunden',
  ],
  ['fr', 'Installer le compagnon', 'Le navigateur n’a pas trouvé le compagnon Hubpass'],
  ['ja', 'コンパニオンをインストールする', 'コンパニオンを見つけられませんでした'],
  ['en', 'Install the companion', 'The browser did not find the Hubpass companion'],
])('welcome page and popup use the browser language %s', async (language, words, finding) => {
  await using harness = await E2EHarness.open({ companion: 'absent', welcome: 'open', language })
  const page = await harness.welcomePage()
  await waitForSelector(page, '[data-stage=companion]')
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toContain(words)
  expect(await page.getAttribute('html', 'lang')).toBe(language)

  const popup = await harness.openPopup()
  await popup.page.getByRole('alert').getByText(finding).waitFor()
})
