import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../gallery/speak.ts'
import { scenes as optionsScenes } from '../options/gallery/scenes.ts'
import { scenes as popupScenes } from '../popup/gallery/scenes.ts'
import { fromRoot } from '../tools/setup/root.mjs'
import { scenes as welcomeScenes } from '../welcome/gallery/scenes.ts'
import { Gallery, type GalleryName } from './fixtures/gallery.ts'

/** Each page as wide as it is at its narrowest, where a long word hurts most. */
const pages: Record<GalleryName, { scenes: string[]; width: number }> = {
  popup: { scenes: Object.keys(popupScenes), width: 380 },
  options: { scenes: Object.keys(optionsScenes), width: 480 },
  welcome: { scenes: Object.keys(welcomeScenes), width: 480 },
}
const names: GalleryName[] = ['popup', 'options', 'welcome']

describe.each(names)('the page %s', name => {
  const { scenes, width } = pages[name]
  let gallery: Gallery
  const pictures = fromRoot('test-results', `${name}-languages`)
  beforeAll(async () => {
    gallery = await Gallery.open(name)
  })
  afterAll(() => gallery?.[Symbol.asyncDispose]())

  describe.concurrent.each(Object.keys(languages).filter(language => language !== 'en'))(
    'in %s',
    language => {
      it.each(scenes)('shows %s whole', async scene => {
        await using page = await gallery.show(scene, { language, width })
        await page.screenshot({ path: join(pictures, `${scene}-${language}.png`), fullPage: true })
        await gallery.expectWithinFrame(page)
        expect(await cutOff(page)).toEqual([])
      })
    },
  )
})

/** Texts that are wider than the place that they have. What ends in an ellipsis, or is only read aloud, does so on purpose. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('button, a, label, legend, summary, h1, h2, h3, p, li, td, th, kbd'))
      .filter(element => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
      .filter(element => getComputedStyle(element).textOverflow !== 'ellipsis')
      .map(element => element.textContent.slice(0, 60)),
  )
