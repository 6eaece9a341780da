import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

test('form marks an empty user instead of starting a run, until the user types', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: '' })
  const before = await readFieldPositions(popup.page)
  await popup.signIn()
  await waitForSelector(popup.page, '[aria-invalid=true]')

  expect(await readFieldErrors(popup.page)).toEqual(['User id', 'Enter a user id.'])
  await expectNoRun(popup)
  expect(await readFieldPositions(popup.page)).toEqual(before)
  expect(await findCoveredLabels(popup.page)).toEqual([])
  await popup.page.keyboard.type('U')
  expect(await popup.page.locator('[aria-invalid=true], .refusal').count()).toBe(0)
  await popup.page.keyboard.type('ser1')
  await popup.page.keyboard.press('Enter')
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userDirectory: 'DOMAIN', userId: 'User1' }])
})

test('form opens More for an invalid field and announces the error each time', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', cookieName: 'a=b' })
  await popup.button('More').click()
  for (const _ of ['once', 'and again']) {
    await popup.field('User id').press('Enter')
    await waitForSelector(popup.page, '[aria-invalid=true]:focus')
    expect(await readFieldErrors(popup.page)).toEqual([
      'Cookie name',
      expect.stringMatching(/^Use up to 200/),
    ])
  }
  await expectNoRun(popup)
  expect(harness.qlik.sessions).toEqual([])
})

test('persona editor rejects an invalid user and marks the field', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: '' })
  await popup.button('Save persona').click()
  const bar = new PersonaBar(popup)
  const { editor } = bar
  await editor.getByLabel('Label').fill('  ')
  for (const [field, text, message] of [
    ['Label', 'Anna', 'it must not be empty'],
    ['User id', 'User1', 'Enter a user id.'],
    ['Attribute name', 'group', 'an attribute must have a name'],
  ] as const) {
    await editor.getByLabel('Attribute value').fill('HR')
    await editor.getByRole('button', { name: 'Save' }).click()
    expect(await readFieldErrors(popup.page)).toEqual([field, message])
    await editor.getByLabel(field).fill(text)
    expect(await editor.getByRole('alert').count()).toBe(0)
  }
  await editor.getByLabel('Label').press('Enter')
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1' }])
})

/** Returns the focused field and its error. */
const readFieldErrors = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(() => {
    const field = document.activeElement
    if (!(field instanceof HTMLInputElement)) return []
    const message = document.querySelector('[role=alert][data-code]')
    return [field.ariaLabel ?? field.labels?.[0]?.textContent, message?.textContent]
  })

/** Returns the places of what stands above and beside the invalid field. */
const readFieldPositions = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('header, form .pair:not(.row) :is(input, select)'), element => {
      const { top, left, height } = element.getBoundingClientRect()
      return [element.tagName, top, left, height]
    }),
  )

/** Returns the labels that something covers. */
const findCoveredLabels = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('label, legend'))
      .filter(label => {
        const { left, top, width, height } = label.getBoundingClientRect()
        return !label.contains(document.elementFromPoint(left + width / 2, top + height / 2))
      })
      .map(label => label.textContent),
  )

async function expectNoRun(popup: PopupPage): Promise<void> {
  expect(await popup.page.locator('[data-outcome], .finding').count()).toBe(0)
  expect(new Set(await popup.states())).toEqual(new Set(['waiting']))
}
