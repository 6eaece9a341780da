import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenes } from '../welcome/gallery/scenes.ts'
import { Gallery, schemes } from './fixtures/gallery.ts'

let gallery: Gallery

beforeAll(async () => {
  gallery = await Gallery.open('welcome')
})
afterAll(() => gallery?.[Symbol.asyncDispose]())

describe.concurrent.each(schemes)('in %s', scheme => {
  it.each(Object.keys(scenes))('shows %s to everybody, within its frame', async scene => {
    await using page = await gallery.show(scene, { scheme, width: 800 })
    await unfold(page)
    await gallery.look(page, `${scene}-${scheme}`)
  })
})

/** As in a browser at 200 % on a small screen. */
it.concurrent.each(Object.keys(scenes))('shows %s in half the width', async scene => {
  await using page = await gallery.show(scene, { width: 320 })
  await unfold(page)
  await gallery.expectWithinFrame(page)
})

it('stands still for those who want no motion', async () => {
  await using page = await gallery.show('no-site')
  const animation = () =>
    page.locator('.looking .icon').evaluate(icon => getComputedStyle(icon).animationName)
  expect(await animation()).toBe('turn')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await animation()).toBe('none')
})

const unfold = (page: { evaluate(expression: () => void): Promise<void> }) =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
  })
