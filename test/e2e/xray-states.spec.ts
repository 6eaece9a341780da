import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { XrayView } from '#shared/sessions/xray'
import { catalogues } from '../stories/locales.ts'
import { xrays } from '../stories/popup/xrays.ts'
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

/** Whether a state has the longest texts of a language. */
const isLongest = (name: string): boolean =>
  ['working', 'long', 'too-old', 'cancelled', 'in-browser', 'in-browser-undecided'].includes(name)

/** Returns what does not fit the window: the page, the dialog or a button in it. */
const findOverflow = (page: StoryPage) =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, dialog, .xray-result, dialog > .buttons button, summary')]
      .filter(element => {
        const { left, right, bottom } = element.getBoundingClientRect()
        const isScrolled = element.closest('.xray-result') !== null
        return (
          left < 0 ||
          right > innerWidth ||
          (!isScrolled && bottom > innerHeight) ||
          element.scrollWidth > element.clientWidth + 1
        )
      })
      .map(({ localName, className }) => `${localName} ${className}`),
  )

/** Publishes the checks, which opens their dialog. */
async function openXray(page: StoryPage, xray: XrayView): Promise<void> {
  await page.evaluate(text => {
    const state = window.stories['who-ours']?.state
    if (state !== undefined) window.client.publish({ ...state, xray: JSON.parse(text) })
  }, JSON.stringify(xray))
  await page.getByRole('dialog').waitFor()
}

describe.each(appearances)('popup in $language and $scheme', ({ language, scheme }) => {
  it.each(Object.entries(xrays).filter(([name]) => language === 'en' || isLongest(name)))(
    'shows session checks within the popup: %s',
    async (name, xray) => {
      await using page = await runner.show('who-ours', { language, scheme })
      await openXray(page, xray)
      await runner.captureAndCheck(page, `xray-${name}-${language}-${scheme}`)
      expect(await findOverflow(page)).toEqual([])
    },
  )

  it.each(language === 'en' ? ['failed', 'long'] : ['long'])(
    'opens what a check has found within the popup: %s',
    async name => {
      await using page = await runner.show('who-ours', { language, scheme })
      const xray = xrays[name]
      if (xray === undefined) throw new Error(`no story ${name}`)
      await openXray(page, xray)
      await page.locator('[data-check=SC-13] summary').focus()
      await page.keyboard.press('Enter')
      await page.locator('[data-check=SC-13] .check-end a').waitFor()
      await runner.captureAndCheck(page, `xray-${name}-open-${language}-${scheme}`)
      expect(await findOverflow(page)).toEqual([])
    },
  )

  it('opens what the browser has found within the popup', async () => {
    await using page = await runner.show('who-ours', { language, scheme })
    const xray = xrays['in-browser']
    if (xray === undefined) throw new Error('no story in-browser')
    await openXray(page, xray)
    for (const id of ['B-2', 'B-3', 'B-4', 'B-5', 'B-6']) {
      await page.locator(`[data-check=${id}] summary`).focus()
      await page.keyboard.press('Enter')
      await page.locator(`[data-check=${id}] .check-end a`).waitFor()
      await runner.captureAndCheck(page, `xray-in-browser-${id}-${language}-${scheme}`)
      expect(await findOverflow(page)).toEqual([])
      await page.keyboard.press('Enter')
    }
  })
})

it('failed checks come first, and checks of a subject stand together', async () => {
  await using page = await runner.show('who-ours')
  if (xrays.failed !== undefined) await openXray(page, xrays.failed)
  const lines = await page
    .locator('details')
    .evaluateAll(all => all.map(({ dataset }) => `${dataset.check} ${dataset.verdict}`))
  expect(lines.slice(0, 4)).toEqual(['SC-02 failed', 'SC-13 failed', 'SC-05 undecided', 'SC-01 passed'])
  const subjects = await page
    .locator('[data-verdict=passed] .subject')
    .evaluateAll(all => all.map(({ textContent }) => textContent))
  expect(subjects.filter((subject, at) => subject !== subjects[at - 1])).toHaveLength(new Set(subjects).size)
})
