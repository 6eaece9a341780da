import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogues } from '../stories/locales.ts'
import { siteChecks, tabExplanations } from '../stories/popup/tab-dialogs.ts'
import { colorSchemes, type StoryPage, StoryRunner } from '../support/story-runner.ts'

let runner: StoryRunner
beforeAll(async () => {
  runner = await StoryRunner.open('popup')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

const appearances = Object.keys(catalogues).flatMap(language =>
  // Languages change sizes, not colors.
  (language === 'en' ? colorSchemes : colorSchemes.slice(0, 1)).map(scheme => ({ language, scheme })),
)

/** Returns what does not fit the window: the page, the dialog or a button in it. */
const findOverflow = (page: StoryPage) =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, dialog, dialog > .buttons button')]
      .filter(element => {
        const { left, right, bottom } = element.getBoundingClientRect()
        return (
          left < 0 ||
          right > innerWidth ||
          bottom > innerHeight ||
          element.scrollWidth > element.clientWidth + 1
        )
      })
      .map(({ localName }) => localName),
  )

/** Opens a dialog from the menu, and publishes what it shows. */
async function openDialog(
  page: StoryPage,
  item: 'explain' | 'check',
  slice: { tabExplanation: unknown } | { siteAction: unknown },
): Promise<void> {
  await page.locator('header button[aria-haspopup=menu]').click()
  await page.locator(`[data-item=${item}]`).click()
  await page.getByRole('dialog').waitFor()
  await page.evaluate(text => {
    const state = window.stories['who-nobody']?.state
    if (state !== undefined) window.client.publish({ ...state, ...JSON.parse(text) })
  }, JSON.stringify(slice))
}

describe.each(appearances)('popup in $language and $scheme', ({ language, scheme }) => {
  it.each(Object.entries(tabExplanations))(
    'explains a tab within the popup: %s',
    async (name, tabExplanation) => {
      await using page = await runner.show('who-nobody', { language, scheme })
      await openDialog(page, 'explain', { tabExplanation })
      if ('causes' in tabExplanation && tabExplanation.causes.length > 0) await page.locator('.why').waitFor()
      await runner.captureAndCheck(page, `explain-${name}-${language}-${scheme}`)
      expect(await findOverflow(page)).toEqual([])
    },
  )

  it.each(Object.entries(siteChecks))('checks a site within the popup: %s', async (name, siteAction) => {
    await using page = await runner.show('who-nobody', { language, scheme })
    await openDialog(page, 'check', { siteAction })
    if (siteAction.status === 'done') await page.locator('.check-report').waitFor()
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true
    })
    await runner.captureAndCheck(page, `check-${name}-${language}-${scheme}`)
    expect(await findOverflow(page)).toEqual([])
  })
})
