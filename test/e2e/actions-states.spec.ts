import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionActions } from '../stories/popup/session-actions.ts'
import { sessionLists } from '../stories/popup/session-lists.ts'
import { colorSchemes, StoryRunner } from '../support/story-runner.ts'

let gallery: StoryRunner

beforeAll(async () => {
  gallery = await StoryRunner.open('popup')
})
afterAll(() => gallery?.[Symbol.asyncDispose]())

describe.each(colorSchemes)('in %s', scheme => {
  /** The popup with its menu open. */
  async function open() {
    const page = await gallery.show('who-ours', { scheme })
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem').first().waitFor()
    return page
  }

  it('shows the menu over the form, where nothing moves', async () => {
    await using page = await gallery.show('who-ours', { scheme })
    const before = await page.locator('form').boundingBox()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem').first().waitFor()
    await gallery.captureAndCheck(page, `actions-${scheme}`)
    expect(await page.locator('form').boundingBox()).toEqual(before)
  })

  it('says what the browser was not allowed to do, and how to allow it', async () => {
    await using page = await open()
    await page.evaluate(() => Object.assign(window.link, { requestPermission: async () => false }))
    await page.getByRole('menuitem', { name: 'Sign in again' }).click()
    await page.getByText('Nothing was changed').waitFor()
    await gallery.captureAndCheck(page, `actions-refused-${scheme}`)
  })

  it('asks once more before a session is ended', async () => {
    await using page = await open()
    await page.getByRole('menuitem', { name: 'End this session' }).click()
    await page.getByRole('alertdialog').waitFor()
    await gallery.captureAndCheck(page, `actions-confirm-${scheme}`)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('alertdialog').count()).toBe(0)
  })

  it.each(Object.entries(sessionActions))('tells a deed that is %s', async (name, deed) => {
    await using page = await open()
    await page.evaluate(deed => {
      const state = window.scenes['who-ours']?.state
      if (state !== undefined) window.link.publish({ ...state, sessionAction: deed })
    }, deed)
    await page.keyboard.press('Escape')
    const before = await page.locator('form').boundingBox()
    await page.locator('.action-toast').waitFor()
    await gallery.captureAndCheck(page, `deed-${name}-${scheme}`)
    expect(await page.locator('form').boundingBox()).toEqual(before)
  })

  it.each(Object.entries(sessionLists))('shows sessions: %s', async (name, sessions) => {
    await using page = await open()
    await page.getByRole('menuitem', { name: 'Sessions…' }).click()
    const places = () =>
      Promise.all(
        [page.getByRole('heading', { name: /^Sessions/ }), page.getByRole('button', { name: 'Close' })].map(
          one => one.boundingBox(),
        ),
      )
    const before = await places()
    await page.evaluate(sessions => {
      const state = window.scenes['who-ours']?.state
      if (state !== undefined) window.link.publish({ ...state, sessionList: sessions })
    }, sessions)
    await page.getByRole('dialog').waitFor()
    await gallery.captureAndCheck(page, `sessions-${name}-${scheme}`)
    expect(await places()).toEqual(before)
  })
})
