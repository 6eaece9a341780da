import { expect, test } from 'vitest'
import { untilThere } from './fixtures/in-page.ts'
import { World } from './fixtures/world.ts'

test.each([
  ['de', 'Begleitprogramm installieren'],
  ['fr', 'Installer le compagnon'],
  ['ja', 'コンパニオンをインストールする'],
  ['en', 'Install the companion'],
])('speaks %s', async (language, words) => {
  await using world = await World.open({ companion: 'absent', welcome: 'open', language })
  const page = await world.welcomePage()
  await untilThere(page, '[data-stage=companion]')
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toContain(words)
  expect(await page.getAttribute('html', 'lang')).toBe(language)
})
