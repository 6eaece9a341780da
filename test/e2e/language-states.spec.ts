import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { catalogues } from '../stories/locales.ts'
import { stories as optionsStories } from '../stories/options/options.stories.ts'
import { stories as popupStories } from '../stories/popup/popup.stories.ts'
import { stories as welcomeStories } from '../stories/welcome/welcome.stories.ts'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { type StoryPageName, StoryRunner } from '../support/story-runner.ts'

/** Each page at its minimum width, where long words are most likely to overflow. */
const pages: Record<StoryPageName, { stories: string[]; width: number }> = {
  popup: { stories: Object.keys(popupStories), width: 380 },
  options: { stories: Object.keys(optionsStories), width: 480 },
  welcome: { stories: Object.keys(welcomeStories), width: 480 },
}
const names: StoryPageName[] = ['popup', 'options', 'welcome']

describe.each(names)('%s page', name => {
  const { stories, width } = pages[name]
  let runner: StoryRunner
  const pictures = fromRoot('test-results', `${name}-languages`)
  beforeAll(async () => {
    runner = await StoryRunner.open(name)
  })
  afterAll(() => runner?.[Symbol.asyncDispose]())

  describe.each(Object.keys(catalogues).filter(language => language !== 'en'))('in %s', language => {
    // Colors are independent of the language: the tests of each page show them in English.
    const scheme = language === 'fr' ? 'light' : 'dark'
    it.each(stories)('story %s is accessible and clips no text', async story => {
      await using page = await runner.show(story, { language, width, scheme })
      await page.screenshot({ path: join(pictures, `${story}-${language}.png`), fullPage: true })
      await runner.expectNoOverflow(page)
      await expectNoAxeViolations(page)
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
