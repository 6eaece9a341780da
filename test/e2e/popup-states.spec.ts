import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogues } from '../stories/locales.ts'
import { stories } from '../stories/popup/popup.stories.ts'
import type { FakeBackgroundClient } from '../support/fake-background-client.ts'
import { type ColorScheme, colorSchemes, type StoryPage, StoryRunner } from '../support/story-runner.ts'

let runner: StoryRunner

beforeAll(async () => {
  runner = await StoryRunner.open('popup')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

/** Opens a story of the popup at the width that browsers use. */
async function openStory(story: string, scheme: ColorScheme): Promise<StoryPage> {
  const page = await runner.show(story, { scheme })
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  // The causes are loaded on demand.
  if (stories[story]?.state?.run?.causes !== undefined) await page.locator('.why').waitFor()
  return page
}

describe.each(colorSchemes)('popup in %s', colorScheme => {
  it.each(Object.keys(stories))('story %s is accessible and fits the popup', async story => {
    await using page = await openStory(story, colorScheme)
    await runner.captureAndCheck(page, `${story}-${colorScheme}`)
  })

  it('persona list and editor are accessible and fit the popup', async () => {
    await using page = await openStory('personas', colorScheme)
    const field = page.getByRole('combobox', { name: 'Find a persona' })
    await field.press('ArrowDown')
    await page.getByRole('option', { name: 'Anna' }).waitFor()
    await runner.captureAndCheck(page, `persona-list-${colorScheme}`)
    await field.fill('nobody of that name')
    await page.getByText('No matching persona').waitFor()
    await runner.captureAndCheck(page, `persona-none-${colorScheme}`)
    await field.fill('anna')
    await page.getByRole('button', { name: 'Edit Anna' }).click()
    await page.getByRole('dialog', { name: 'Persona' }).waitFor()
    await runner.captureAndCheck(page, `persona-editor-${colorScheme}`)
  })

  it('users of the site are accessible and fit the popup', async () => {
    await using page = await openStory('users', colorScheme)
    await page.getByLabel('User id').fill('ann')
    await page.getByText('9,950 more users match.').waitFor()
    await page.getByLabel('User id').press('ArrowDown')
    await runner.captureAndCheck(page, `users-list-${colorScheme}`)
  })

  it('confirmation before sessions are ended is accessible', async () => {
    await using page = await openStory('why-sessions', colorScheme)
    await page.getByRole('button', { name: 'End 4 Hubpass sessions and sign in' }).click()
    await page.getByRole('alertdialog', { name: /^End the sessions of/ }).waitFor()
    await runner.captureAndCheck(page, `why-sessions-asked-${colorScheme}`)
  })

  it('question before one more session of a user is accessible and fits the popup', async () => {
    await using page = await openStory('who-ours', colorScheme)
    await page.locator('.primary').click()
    await page.getByRole('link', { name: 'Open hub' }).waitFor()
    await runner.captureAndCheck(page, `already-here-${colorScheme}`)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(600)
  })

  it('field errors are accessible and fit the popup', async () => {
    await using page = await openStory('ready', colorScheme)
    const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
    await page.getByLabel('User directory').fill('DOMAIN')
    await signIn.click()
    await page.getByText('Enter a user id.').waitFor()
    await runner.captureAndCheck(page, `refused-user-${colorScheme}`)
    await page.getByLabel('Virtual proxy prefix').fill('/Sales/')
    await signIn.click()
    await page.getByText('did you mean "sales"').waitFor()
    await runner.captureAndCheck(page, `refused-prefix-${colorScheme}`)
  })

  it('fields under More are accessible and fit the popup', async () => {
    await using page = await openStory('filled', colorScheme)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Show session id' }).click()
    await page.mouse.move(0, 0)
    await runner.captureAndCheck(page, `more-${colorScheme}`)
  })
})

describe.each(['light', 'dark'] as const)('popup in %s', colorScheme => {
  it('virtual proxy list opens over the form without a layout shift', async () => {
    await using page = await openStory('proxies', colorScheme)
    const form = page.locator('form')
    const before = await form.boundingBox()
    await page.getByRole('combobox', { name: 'Virtual proxy prefix' }).press('ArrowDown')
    await page.getByRole('option', { name: /^sales/ }).hover()
    await runner.captureAndCheck(page, `proxies-open-${colorScheme}`)
    expect(await form.boundingBox()).toEqual(before)
  })
})

it.each(['personas', 'personas-passed', 'personas-who', 'persona-deleted', 'side-by-side'])(
  'story %s fits 600 pixels with all its labels and no scroll bar',
  async story => {
    await using page = await openStory(story, 'light')
    expect((await page.getByText('Attributes', { exact: true }).boundingBox())?.height).toBeGreaterThan(10)
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeLessThanOrEqual(600)
  },
)

/** Returns how much wider texts are than their elements. */
const findClippedElements = (elements: Element[]) =>
  elements.map(element => {
    const words = document.createRange()
    words.selectNodeContents(element)
    return words.getBoundingClientRect().width - element.getBoundingClientRect().width
  })

it('header truncates the user directory, never the id, and exposes both to screen readers', async () => {
  await using page = await openStory('who-long', 'light')
  const name = page.getByRole('heading', { name: /^Donau.*\\\s?مستخدم واحد$/ })
  await name.waitFor()
  const [directory = 0, id] = await name.locator('span, bdi bdi').evaluateAll(findClippedElements)
  expect(directory).toBeGreaterThan(0)
  expect(id).toBe(0)
  expect(await name.getAttribute('title')).toMatch(/^Donau.*\\مستخدم واحد$/)
})

it('window list distinguishes users of one directory', async () => {
  await using page = await openStory('side-by-side', 'light')
  const names = page.getByRole('list', { name: 'Signed-in users by window' }).locator('bdi bdi')
  await names.first().waitFor()
  expect(await names.allTextContents()).toEqual(['User1', 'User2'])
  expect(await names.evaluateAll(findClippedElements)).toEqual([0, 0])
})

it('popup has no animation with reduced motion', async () => {
  await using page = await openStory('working', 'light')
  const countAnimations = () => page.evaluate(() => document.getAnimations().length)
  expect(await countAnimations()).toBe(1)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await countAnimations()).toBe(0)
})

it.each(Object.keys(catalogues))(
  'popup layout in %s does not shift when the state arrives and during a run',
  async language => {
    await using page = await runner.show('connecting', { language })
    const readPositions = () =>
      page.evaluate(() =>
        Array.from(document.querySelectorAll('input, select, button.primary, .run, .run li'), element => {
          const { top, height } = element.getBoundingClientRect()
          return [element.tagName, top, height]
        }),
      )
    const before = await readPositions()
    for (const story of ['filled', 'proxies', 'who-asking', 'working', 'passed', 'who-ours']) {
      await page.evaluate(name => {
        const state = window.stories[name]?.state
        if (state !== undefined) window.client.publish(state)
      }, story)
      expect(await readPositions()).toEqual(before)
    }
  },
)

it('popup moves no button when windows, a failure and its causes arrive', async () => {
  await using page = await openStory('filled', 'light')
  const readPositions = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('header button, form :is(input, select, button)'), element => {
        const { top, left, height } = element.getBoundingClientRect()
        return [element.textContent, top, left, height]
      }),
    )
  const before = await readPositions()
  for (const [story, selector] of [
    ['side-by-side', '.windows'],
    ['failed', '.finding'],
    ['why', '.why'],
    ['kept-aside', 'main > .note'],
  ] as const) {
    await page.evaluate(name => {
      const state = window.stories[name]?.state
      if (state !== undefined) window.client.publish(state)
    }, story)
    await page.locator(selector).first().waitFor()
    expect(await readPositions()).toEqual(before)
  }
})

it.each([
  'Site',
  'Virtual proxy prefix',
  'User directory',
  'User id',
  'Attribute name',
  'Attribute value',
  'Session id',
  'Cookie name',
])('Enter in %s starts the sign-in', async label => {
  await using page = await openStory('filled', 'light')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByLabel(label, { exact: true }).first().press('Enter')
  expect(await page.evaluate(() => window.client.sent.map(intent => Object.keys(intent)[0]))).toEqual(
    expect.arrayContaining(['intent', 'permission']),
  )
})

declare global {
  interface Window {
    client: FakeBackgroundClient
    stories: typeof stories
  }
}
