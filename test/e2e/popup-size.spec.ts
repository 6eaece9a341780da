import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogues } from '../stories/locales.ts'
import { stories } from '../stories/popup/popup.stories.ts'
import { StoryRunner } from '../support/story-runner.ts'

let runner: StoryRunner
beforeAll(async () => {
  runner = await StoryRunner.open('popup')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

/** Returns by how much the page is larger than the window, and the size of the popup. */
const measure = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth } = document.documentElement
    return {
      isWider: scrollWidth > clientWidth,
      isHigher: scrollHeight > innerHeight,
      // A scroll bar of the page would take some of it.
      missingWidth: innerWidth - clientWidth,
    }
  })

/** Returns the parts of a finished run that are not in view completely. */
const findHiddenParts = (page: Page) =>
  page.evaluate(() =>
    ['.outcome', '.finding > p', '.remedy', '.finding-end', '.after-run'].filter(selector => {
      const element = document.querySelector(selector)
      const frame = element?.closest('.run')?.getBoundingClientRect()
      const box = element?.getBoundingClientRect()
      return (
        box === undefined || box.top < (frame?.top ?? 0) || box.bottom > (frame?.bottom ?? innerHeight) + 1
      )
    }),
  )

/** Presses *Sign in* in a filled form, and ends that run as in a story. */
async function signInWithResult(page: Page, story: string): Promise<void> {
  await page.locator('.primary').click()
  await page.locator('.folded-form').waitFor()
  await page.evaluate(name => {
    const state = window.stories[name]?.state
    if (state?.run) window.client.publish({ ...state, run: { ...state.run, id: 'run-of-this-click' } })
  }, story)
  await page
    .locator(stories[story]?.state?.run?.causes === undefined ? '.outcome[data-outcome]' : '.why')
    .waitFor()
}

const failures = Object.keys(stories).filter(story => stories[story]?.state?.run?.outcome === 'failed')
/** The remedies of these have names or lists that only fit with a scroll bar. */
const longFailures = ['long', 'why-long', 'no-companion-run', 'certificate-long']
const usualFailures = failures.filter(story => !longFailures.includes(story))

const fits = { isWider: false, isHigher: false, missingWidth: 0 }

describe.each(Object.keys(catalogues))('popup in %s', language => {
  it.each(Object.keys(stories))('popup shows story %s without scrolling as a page', async story => {
    await using page = await runner.show(story, { language })
    if (stories[story]?.state?.run?.causes !== undefined) await page.locator('.why').waitFor()
    expect(await measure(page)).toEqual(fits)
  })

  it('header shows time, virtual proxy and time left without an ellipsis', async () => {
    await using page = await runner.show('who-evening', { language })
    const note = page.locator('.who p')
    expect(await note.textContent()).toMatch(/10:48\sPM|22:48/)
    expect(
      await note.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBeLessThanOrEqual(0)
  })

  it.each(failures)('popup shows story %s after a click without scrolling as a page', async story => {
    await using page = await runner.show('filled', { language })
    await signInWithResult(page, story)
    await page.screenshot({ path: `${runner.screenshotFolder}/folded-${story}-${language}.png` })
    expect(await measure(page)).toEqual(fits)
  })

  it.each(usualFailures)(
    'verdict, cause, remedy and button of story %s are in view together',
    async story => {
      await using page = await runner.show('filled', { language })
      await signInWithResult(page, story)
      expect(await findHiddenParts(page)).toEqual([])
    },
  )
})

describe('popup at 200% zoom', () => {
  it.each(Object.keys(stories))('popup shows story %s without scrolling as a page', async story => {
    await using page = await runner.show(story, { width: 400, height: 300 })
    await page.evaluate(() => document.body.style.setProperty('--zoom', '2'))
    expect(await measure(page)).toEqual(fits)
    await page.evaluate(() => document.body.style.removeProperty('--zoom'))
  })
})

describe('folded form', () => {
  it('Edit unfolds it and moves to the user id', async () => {
    await using page = await runner.show('filled')
    await signInWithResult(page, 'failed')
    expect(await page.locator('.folded-form').textContent()).toContain('User1sales')
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect.poll(() => page.locator('.folded-form').count()).toBe(0)
    expect(await page.getByLabel('User id').evaluate(field => field === document.activeElement)).toBe(true)
    expect(await measure(page)).toEqual(fits)
  })

  it('fields are reachable by their labels, which unfolds them', async () => {
    await using page = await runner.show('filled')
    await signInWithResult(page, 'failed')
    await page.getByLabel('User id').fill('User2')
    await expect.poll(() => page.locator('.folded-form').count()).toBe(0)
    expect(await page.getByLabel('User id').inputValue()).toBe('User2')
  })

  it('the focus leaves a field that folds', async () => {
    await using page = await runner.show('filled')
    await page.getByLabel('User id').press('Enter')
    await page.locator('.folded-form').waitFor()
    const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
    await expect.poll(() => signIn.evaluate(button => button === document.activeElement)).toBe(true)
  })

  it('nothing moves from the click to a passed run', async () => {
    await using page = await runner.show('filled')
    const readPositions = () =>
      page
        .locator('.primary, .outcome, .run li')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
    await page.locator('.primary').click()
    await page.locator('.folded-form').waitFor()
    const before = await readPositions()
    for (const story of ['working', 'passed']) {
      await page.evaluate(name => {
        const state = window.stories[name]?.state
        if (state !== undefined) window.client.publish(state)
      }, story)
      await page.locator(`.outcome[data-outcome=${story}]`).waitFor()
      expect(await readPositions()).toEqual(before)
    }
  })
})
