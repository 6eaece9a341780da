import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stories } from '../stories/popup/popup.stories.ts'
import type { FakeBackgroundClient } from '../support/fake-background-client.ts'
import { type ColorScheme, colorSchemes, type StoryPage, StoryRunner } from '../support/story-runner.ts'

let gallery: StoryRunner

beforeAll(async () => {
  gallery = await StoryRunner.open('popup')
})
afterAll(() => gallery?.[Symbol.asyncDispose]())

/** The popup in one of its states, as wide as the browser shows it. */
async function openStory(scene: string, scheme: ColorScheme): Promise<StoryPage> {
  const page = await gallery.show(scene, { scheme })
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  // Loaded on demand.
  if (stories[scene]?.state?.run?.causes !== undefined) await page.locator('.why').waitFor()
  return page
}

describe.each(colorSchemes)('in %s', colorScheme => {
  it.each(Object.keys(stories))('shows %s to everybody, within its frame', async scene => {
    await using page = await openStory(scene, colorScheme)
    await gallery.captureAndCheck(page, `${scene}-${colorScheme}`)
  })

  it('shows the list of personas and the editor to everybody, within its frame', async () => {
    await using page = await openStory('personas', colorScheme)
    const field = page.getByRole('combobox', { name: 'Find a persona' })
    await field.press('ArrowDown')
    await page.getByRole('option', { name: 'Anna' }).waitFor()
    await gallery.captureAndCheck(page, `persona-list-${colorScheme}`)
    await field.fill('nobody of that name')
    await page.getByText('No matching persona').waitFor()
    await gallery.captureAndCheck(page, `persona-none-${colorScheme}`)
    await field.fill('anna')
    await page.getByRole('button', { name: 'Edit Anna' }).click()
    await page.getByRole('dialog', { name: 'Persona' }).waitFor()
    await gallery.captureAndCheck(page, `persona-editor-${colorScheme}`)
  })

  it('asks everybody before it ends sessions that nobody can bring back', async () => {
    await using page = await openStory('why-sessions', colorScheme)
    await page
      .getByRole('button', { name: 'End the 4 sessions created by Hubpass and sign in again' })
      .click()
    await page.getByRole('alertdialog', { name: /^End the sessions of/ }).waitFor()
    await gallery.captureAndCheck(page, `why-sessions-asked-${colorScheme}`)
  })

  it('shows what is refused in place of a run to everybody, within its frame', async () => {
    await using page = await openStory('ready', colorScheme)
    const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
    await page.getByLabel('User directory').fill('DOMAIN')
    await signIn.click()
    await page.getByText('it must not be empty').waitFor()
    await gallery.captureAndCheck(page, `refused-user-${colorScheme}`)
    await page.getByLabel('Virtual proxy prefix').fill('/Sales/')
    await signIn.click()
    await page.getByText('did you mean "sales"').waitFor()
    await gallery.captureAndCheck(page, `refused-prefix-${colorScheme}`)
  })

  it('shows what is under More to everybody, within its frame', async () => {
    await using page = await openStory('filled', colorScheme)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Show session id' }).click()
    await page.mouse.move(0, 0)
    await gallery.captureAndCheck(page, `more-${colorScheme}`)
  })
})

describe.each(['light', 'dark'] as const)('in %s', colorScheme => {
  it('shows the virtual proxies over the form, where nothing moves', async () => {
    await using page = await openStory('proxies', colorScheme)
    const form = page.locator('form')
    const before = await form.boundingBox()
    await page.getByRole('combobox', { name: 'Virtual proxy prefix' }).press('ArrowDown')
    await page.getByRole('option', { name: /^sales/ }).hover()
    await gallery.captureAndCheck(page, `proxies-open-${colorScheme}`)
    expect(await form.boundingBox()).toEqual(before)
  })
})

it.each(['personas', 'personas-passed', 'personas-who', 'persona-deleted', 'side-by-side'])(
  'shows %s with all its labels and without a scroll bar, in the 600 pixels that browsers give a popup',
  async scene => {
    await using page = await openStory(scene, 'light')
    expect((await page.getByText('Attributes', { exact: true }).boundingBox())?.height).toBeGreaterThan(10)
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeLessThanOrEqual(600)
  },
)

/** By how much words are wider than the place they have. */
const findClippedElements = (elements: Element[]) =>
  elements.map(element => {
    const words = document.createRange()
    words.selectNodeContents(element)
    return words.getBoundingClientRect().width - element.getBoundingClientRect().width
  })

it('cuts off the directory of who is signed in, never the id, and reads out both', async () => {
  await using page = await openStory('who-long', 'light')
  const name = page.getByRole('heading', { name: /^Donau.*\\\s?مستخدم واحد$/ })
  const [directory = 0, id] = await name.locator('span, bdi bdi').evaluateAll(findClippedElements)
  expect(directory).toBeGreaterThan(0)
  expect(id).toBe(0)
  expect(await name.getAttribute('title')).toMatch(/^Donau.*\\مستخدم واحد$/)
})

it('tells users of one directory apart in the windows that they are signed in in', async () => {
  await using page = await openStory('side-by-side', 'light')
  const names = page.getByRole('list', { name: 'Signed-in users by window' }).locator('bdi bdi')
  expect(await names.allTextContents()).toEqual(['User1', 'User2'])
  expect(await names.evaluateAll(findClippedElements)).toEqual([0, 0])
})

it('stands still for those who want no motion', async () => {
  await using page = await openStory('working', 'light')
  const moving = () => page.evaluate(() => document.getAnimations().length)
  expect(await moving()).toBe(1)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await moving()).toBe(0)
})

it('stays where it is when the state arrives and while a run goes on', async () => {
  await using page = await openStory('connecting', 'light')
  const places = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('input, select, button.primary, .run, .run li'), element => {
        const { top, height } = element.getBoundingClientRect()
        return [element.tagName, top, height]
      }),
    )
  const before = await places()
  for (const scene of ['filled', 'proxies', 'who-asking', 'working', 'passed', 'who-ours']) {
    await page.evaluate(name => {
      const state = window.scenes[name]?.state
      if (state !== undefined) window.link.publish(state)
    }, scene)
    expect(await places()).toEqual(before)
  }
})

it('moves nothing that is clicked when it is told of windows, a failure and what that comes from', async () => {
  await using page = await openStory('filled', 'light')
  const places = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('header button, form :is(input, select, button)'), element => {
        const { top, left, height } = element.getBoundingClientRect()
        return [element.textContent, top, left, height]
      }),
    )
  const before = await places()
  for (const [scene, there] of [
    ['side-by-side', '.windows'],
    ['failed', '.finding'],
    ['why', '.why'],
    ['kept-aside', 'main > .note'],
  ] as const) {
    await page.evaluate(name => {
      const state = window.scenes[name]?.state
      if (state !== undefined) window.link.publish(state)
    }, scene)
    await page.locator(there).first().waitFor()
    expect(await places()).toEqual(before)
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
])('signs in at Enter in %s', async label => {
  await using page = await openStory('filled', 'light')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByLabel(label, { exact: true }).first().press('Enter')
  expect(await page.evaluate(() => window.link.sent.map(asked => Object.keys(asked)[0]))).toEqual(
    expect.arrayContaining(['intent', 'permission']),
  )
})

declare global {
  interface Window {
    link: FakeBackgroundClient
    scenes: typeof stories
  }
}
