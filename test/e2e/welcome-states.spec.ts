import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stories } from '../stories/welcome/welcome.stories.ts'
import { colorSchemes, StoryRunner } from '../support/story-runner.ts'

let runner: StoryRunner

beforeAll(async () => {
  runner = await StoryRunner.open('welcome')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

describe.each(colorSchemes)('welcome page in %s', scheme => {
  it.each(Object.keys(stories))('story %s is accessible and fits the page', async story => {
    await using page = await runner.show(story, { scheme, width: 800 })
    await openDetails(page)
    await runner.captureAndCheck(page, `${story}-${scheme}`)
  })
})

/** Matches a browser at 200% zoom on a small screen. */
it.each(Object.keys(stories))('story %s fits half the width', async story => {
  await using page = await runner.show(story, { width: 320 })
  await openDetails(page)
  await runner.expectNoOverflow(page)
})

it('welcome page has no animation with reduced motion', async () => {
  await using page = await runner.show('no-site')
  const animation = () =>
    page.locator('.looking .icon').evaluate(icon => getComputedStyle(icon).animationName)
  expect(await animation()).toBe('turn')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await animation()).toBe('none')
})

const openDetails = (page: { evaluate(expression: () => void): Promise<void> }) =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
  })
