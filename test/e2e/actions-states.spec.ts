import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionCookieView } from '#shared/sessions/session-cookie'
import { stories } from '../stories/popup/popup.stories.ts'
import { sessionActions } from '../stories/popup/session-actions.ts'
import { sessionLists } from '../stories/popup/session-lists.ts'
import { colorSchemes, StoryRunner } from '../support/story-runner.ts'

const shownCookie: SessionCookieView = {
  status: 'ready',
  windowId: 1,
  cookie: {
    name: 'X-Qlik-Session-sales',
    value: 'made-up-value',
    domain: 'qlik.a-rather-long-name.example.com',
    hostOnly: true,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'unspecified',
    expirationDate: 1_900_000_000,
  },
  owner: {
    site: 'acme',
    hub: 'https://qlik.acme.com',
    prefix: 'sales',
    user: { userDirectory: 'DOMAIN', userId: 'User1' },
  },
  qmc: { name: 'X-Qlik-Session-sales', domain: '.example.com', secure: true, sameSite: 'lax' },
}

let runner: StoryRunner

beforeAll(async () => {
  runner = await StoryRunner.open('popup')
})
afterAll(() => runner?.[Symbol.asyncDispose]())

describe.each(colorSchemes)('Actions menu in %s', scheme => {
  /** Opens the popup and its menu. */
  async function open() {
    const page = await runner.show('who-ours', { scheme })
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem').first().waitFor()
    return page
  }

  it('menu opens over the form without a layout shift', async () => {
    await using page = await runner.show('who-ours', { scheme })
    const before = await page.locator('form').boundingBox()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem').first().waitFor()
    await runner.captureAndCheck(page, `actions-${scheme}`)
    expect(await page.locator('form').boundingBox()).toEqual(before)
  })

  it('popup explains a denied permission and how to grant it', async () => {
    await using page = await open()
    await page.evaluate(() => Object.assign(window.client, { requestPermission: async () => false }))
    await page.getByRole('menuitem', { name: 'Sign in again' }).click()
    await page.getByText('Nothing was changed').waitFor()
    await runner.captureAndCheck(page, `actions-refused-${scheme}`)
  })

  it('session cookie is compared with the QMC, and fits the popup', async () => {
    await using page = await open()
    await page.getByRole('menuitem', { name: 'Session cookie' }).click()
    await page.getByText('Reading the cookie').waitFor()
    const state = { ...stories['who-ours']?.state, sessionCookie: shownCookie }
    await page.evaluate(text => window.client.publish(JSON.parse(text)), JSON.stringify(state))
    await page.locator('.cookie').waitFor()
    await runner.captureAndCheck(page, `cookie-${scheme}`)
  })

  it('popup asks for confirmation before a session is ended', async () => {
    await using page = await open()
    await page.getByRole('menuitem', { name: 'End this session' }).click()
    await page.getByRole('alertdialog').waitFor()
    await runner.captureAndCheck(page, `actions-confirm-${scheme}`)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('alertdialog').count()).toBe(0)
  })

  it.each(Object.entries(sessionActions))(
    'popup shows a session action that is %s',
    async (name, sessionAction) => {
      await using page = await open()
      await page.evaluate(sessionAction => {
        const state = window.stories['who-ours']?.state
        if (state !== undefined) window.client.publish({ ...state, sessionAction })
      }, sessionAction)
      await page.keyboard.press('Escape')
      const before = await page.locator('form').boundingBox()
      await page.locator('.action-toast').waitFor()
      await runner.captureAndCheck(page, `action-${name}-${scheme}`)
      expect(await page.locator('form').boundingBox()).toEqual(before)
    },
  )

  it.each(Object.entries(sessionLists))(
    'session list is drawn without a layout shift: %s',
    async (name, sessions) => {
      await using page = await open()
      await page.getByRole('menuitem', { name: 'Sessions…' }).click()
      const readPositions = () =>
        Promise.all(
          [page.getByRole('heading', { name: /^Sessions/ }), page.getByRole('button', { name: 'Close' })].map(
            one => one.boundingBox(),
          ),
        )
      const before = await readPositions()
      await page.evaluate(sessions => {
        const state = window.stories['who-ours']?.state
        if (state !== undefined) window.client.publish({ ...state, sessionList: sessions })
      }, sessions)
      await page.getByRole('dialog').waitFor()
      await runner.captureAndCheck(page, `sessions-${name}-${scheme}`)
      expect(await readPositions()).toEqual(before)
    },
  )
})
