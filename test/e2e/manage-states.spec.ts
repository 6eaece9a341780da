import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenes } from '../options/gallery/scenes.ts'
import { Gallery, type GalleryPage, type Look, schemes } from './fixtures/gallery.ts'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.open('options')
})
afterAll(() => gallery?.[Symbol.asyncDispose]())

/** The manage page in one of its states, in a tab. */
async function open(scene: string, look: Look = {}): Promise<GalleryPage> {
  const page = await gallery.show(scene, { width: 900, ...look })
  await page.locator('main > section').waitFor()
  return page
}

describe.concurrent.each(schemes)('in %s', scheme => {
  it.each(Object.keys(scenes))('shows %s to everybody', async scene => {
    await using page = await open(scene, { scheme })
    await gallery.look(page, `${scene}-${scheme}`)
  })

  it.each(['runs', 'run-failed', 'data-aside', 'about'])(
    'shows %s on half a phone, which is 200% zoom',
    async scene => {
      await using page = await open(scene, { scheme, width: 360 })
      await page.locator('main > section').waitFor()
      await gallery.look(page, `${scene}-narrow-${scheme}`)
    },
  )

  it('asks before something is discarded, to everybody', async () => {
    await using page = await open('data-aside', { scheme })
    await page.getByRole('button', { name: 'Discard' }).first().click()
    await page.getByRole('button', { name: 'Discard for good' }).waitFor()
    await gallery.look(page, `data-discard-${scheme}`)
  })
})

it('can be worked with the keyboard alone', async () => {
  await using page = await open('run-failed')
  const reached: string[] = []
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate(
        () =>
          document.activeElement?.textContent?.slice(0, 20) ||
          document.activeElement?.closest('label')?.textContent ||
          '',
      ),
    )
  }
  for (const name of [
    'Runs',
    'Data',
    'About',
    'All runs',
    'Run again',
    'Markdown',
    'Real names',
    'Copy',
    'Save as file',
  ])
    expect(reached).toContain(name)
  expect(reached.some(text => text.startsWith('# Sign-in as'))).toBe(true)
})
