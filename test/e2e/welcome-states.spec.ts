import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stories } from '../stories/welcome/welcome.stories.ts'
import { colorSchemes, StoryRunner } from '../support/story-runner.ts'

let gallery: StoryRunner

beforeAll(async () => {
  gallery = await StoryRunner.open('welcome')
})
afterAll(() => gallery?.[Symbol.asyncDispose]())

describe.each(colorSchemes)('welcome page in %s', scheme => {
  it.each(Object.keys(stories))('story %s is accessible and fits the page', async scene => {
    await using page = await gallery.show(scene, { scheme, width: 800 })
    await openDetails(page)
    await gallery.captureAndCheck(page, `${scene}-${scheme}`)
  })
})

/** Matches a browser at 200% zoom on a small screen. */
it.each(Object.keys(stories))('story %s fits half the width', async scene => {
  await using page = await gallery.show(scene, { width: 320 })
  await openDetails(page)
  await gallery.expectNoOverflow(page)
})

it('welcome page has no animation with reduced motion', async () => {
  await using page = await gallery.show('no-site')
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
