import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { catalogues } from '../stories/locales.ts'
import { stories as optionsScenes } from '../stories/options/options.stories.ts'
import { stories as popupScenes } from '../stories/popup/popup.stories.ts'
import { stories as welcomeScenes } from '../stories/welcome/welcome.stories.ts'
import { type StoryPageName, StoryRunner } from '../support/story-runner.ts'

/** Each page at its minimum width, where long words are most likely to overflow. */
const pages: Record<StoryPageName, { scenes: string[]; width: number }> = {
  popup: { scenes: Object.keys(popupScenes), width: 380 },
  options: { scenes: Object.keys(optionsScenes), width: 480 },
  welcome: { scenes: Object.keys(welcomeScenes), width: 480 },
}
const names: StoryPageName[] = ['popup', 'options', 'welcome']

describe.each(names)('%s page', name => {
  const { scenes, width } = pages[name]
  let gallery: StoryRunner
  const pictures = fromRoot('test-results', `${name}-languages`)
  beforeAll(async () => {
    gallery = await StoryRunner.open(name)
  })
  afterAll(() => gallery?.[Symbol.asyncDispose]())

  describe.each(Object.keys(catalogues).filter(language => language !== 'en'))('in %s', language => {
    it.each(scenes)('story %s clips no text', async scene => {
      await using page = await gallery.show(scene, { language, width })
      await page.screenshot({ path: join(pictures, `${scene}-${language}.png`), fullPage: true })
      await gallery.expectNoOverflow(page)
      expect(await findClippedTexts(page)).toEqual([])
    })
  })
})

/** Returns texts that are wider than their element, except ellipses and screen reader texts. */
const findClippedTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('button, a, label, legend, summary, h1, h2, h3, p, li, td, th, kbd'))
      .filter(element => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
      .filter(element => getComputedStyle(element).textOverflow !== 'ellipsis')
      .map(element => element.textContent.slice(0, 60)),
  )
