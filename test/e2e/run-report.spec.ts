import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'

/** Runs once in the popup and keeps the popup open. */
async function signInOnce(
  harness: E2EHarness,
  typed: Parameters<PopupPage['fill']>[0] = {},
): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1', ...typed })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  return popup
}

const openOptions = async (harness: E2EHarness, hash = '') =>
  OptionsPage.open(await harness.browser.newPage(), harness.extensionId, hash)

async function readClipboard(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read'])
  await page.bringToFront()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Returns texts that span more than one line. Runs in the page. */
const findBrokenTexts = (cells: Element[]): string[] => {
  const range = document.createRange()
  return cells.flatMap(cell => {
    range.selectNodeContents(cell.firstElementChild ?? cell)
    const lines = new Set([...range.getClientRects()].map(({ top }) => top))
    return lines.size > 1 ? [cell.textContent] : []
  })
}

/** Returns words that span more than one line. Runs in the page. */
const findBrokenWords = (cells: Element[]): string[] => {
  const range = document.createRange()
  return cells.flatMap(({ firstChild: text }) =>
    [...(text?.textContent ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
      if (text === null) return []
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      return range.getClientRects().length > 1 ? [word] : []
    }),
  )
}

const realNames = new RegExp(`DOMAIN|User1|${hubHost}`)

it('popup copies a report without names and session ids, and links to the run', async () => {
  await using harness = await E2EHarness.open()
  const attributes = [
    { name: 'email', value: 'anna.berg@acmecorp.com' },
    { name: 'name', value: 'Anna Berg' },
  ]
  const popup = await signInOnce(harness, { attributes })
  await popup.page.bringToFront()
  await popup.button('Copy report').click()
  await popup.button('Copied').waitFor()
  const report = await readClipboard(popup.page)
  expect(report).toContain('# Sign-in as DIR-1\\USER-1: passed')
  expect(report).toContain('| Name | X-Qlik-Session-sales | virtual proxy (QMC) | X-Qlik-Session-sales |')
  expect(report).toMatch(/\| Browser \| \S+ \d+\.\d+/)
  expect(report).toContain('| Attributes | email=VALUE-1, name=VALUE-2 |')
  expect(report).not.toMatch(realNames)
  expect(report).not.toMatch(/anna|berg|acmecorp/i)
  for (const { sessionId } of harness.qlik.sessions) expect(report).not.toContain(sessionId)

  const [page] = await Promise.all([
    harness.browser.waitForEvent('page'),
    popup.page.getByRole('link', { name: 'Runs…' }).click(),
  ])
  await page.getByRole('heading', { name: 'Signed in as DOMAIN\\User1' }).waitFor()
})

it('options page reports that a run cleared in another tab cannot be repeated', async () => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  const one = await openOptions(harness)
  await one.page.getByRole('link', { name: 'DOMAIN\\User1' }).click()
  await one.button('Run again').waitFor()
  const other = await openOptions(harness)
  await other.button('Clear').click()
  await other.button('Undo').waitFor()
  await one.button('Run again').click()
  await one.page.getByRole('heading', { name: 'This run no longer exists.' }).waitFor()
  expect(await one.button('Run again').count()).toBe(0)
})

it('report of a failed run contains the failure without names', async () => {
  await using harness = await E2EHarness.open({ site: ['--users', 'TESTING_*\\*'] })
  const popup = await harness.openPopup()
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.page.bringToFront()
  await popup.button('Copy report').click()
  await popup.button('Copied').waitFor()
  const report = await readClipboard(popup.page)
  expect(report).toContain('# Sign-in as DIR-1\\USER-1: failed')
  expect(report).toContain('## Finding: USER_NOT_ALLOWED')
  expect(report).toContain('does not allow signing in as "DIR-1\\USER-1"')
  expect(report).toMatch(/\| session \| failed \| 20\d\d-.+ \| \d+ ms \|/)
  expect(report).toContain('| identity | not-reached |')
  expect(report).not.toMatch(realNames)
  expect(report).not.toContain('TESTING_')
})

it('copied and saved reports equal the preview in every format', async () => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  const page = await openOptions(harness)
  await page.page.getByRole('link', { name: 'DOMAIN\\User1' }).click()
  for (const [form, ending] of [
    ['Markdown', /\.md$/],
    ['JSON', /\.json$/],
    ['HTML', /\.html$/],
    ['curl', /\.sh$/],
    ['PowerShell', /\.ps1$/],
    ['Postman', /\.postman_collection\.json$/],
  ] as const) {
    const preview = await page.preview(form)
    const saved = await page.download()
    expect(saved.text).toBe(preview)
    expect(saved.name).toMatch(ending)
    await page.page.bringToFront()
    await page.button('Copy').click()
    await page.button('Copied').waitFor()
    expect(await readClipboard(page.page)).toBe(preview)
    for (const { sessionId } of harness.qlik.sessions) expect(preview).not.toContain(sessionId)
  }
})

it.each([900, 400])('HTML report keeps short values on one line at %i pixels', async width => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  const page = await openOptions(harness)
  await page.page.getByRole('link', { name: 'DOMAIN\\User1' }).click()
  const html = await page.preview('HTML')
  const report = await harness.browser.newPage()
  await report.setViewportSize({ width, height: 900 })
  await report.setContent(html)
  expect(await report.locator('td', { hasText: / ms$/ }).count()).toBe(6)
  expect(await report.locator('td:not(.long)').evaluateAll(findBrokenTexts)).toEqual([])
  expect(await report.locator('th').evaluateAll(findBrokenWords)).toEqual([])
  expect(await report.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
})

it('report shows real names on request, until the page is left', async () => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  const page = await openOptions(harness)
  await page.page.getByRole('link', { name: 'DOMAIN\\User1' }).click()
  expect(await page.preview('JSON')).not.toMatch(realNames)
  await page.page.getByLabel('Real names').check()
  expect(await page.preview('JSON')).toMatch(realNames)
  expect(await page.preview('HTML')).toContain(hubHost)
  await page.page.reload()
  await page.page.locator('pre').waitFor()
  expect(await page.preview('JSON')).not.toMatch(realNames)
})

it('"Run again" repeats a run with a new session id', async () => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  const page = await openOptions(harness)
  await page.page.getByRole('link', { name: 'DOMAIN\\User1' }).click()
  const before = page.page.url()
  await page.button('Run again').click()
  await page.page.waitForURL(address => address.href !== before)
  await page.page.locator('[data-outcome=passed]').waitFor()
  await page.page.locator('pre').waitFor()
  const ids = harness.qlik.sessions.map(({ sessionId }) => sessionId)
  expect(new Set(ids).size).toBe(2)
  await page.page.getByRole('link', { name: 'All runs' }).click()
  await pollUntil('both runs are listed', async () => (await page.page.locator('[data-run]').count()) === 2)
})

it('run history survives a worker restart, and clearing can be undone', async () => {
  await using harness = await E2EHarness.open()
  await signInOnce(harness)
  await harness.stopWorker()
  const page = await openOptions(harness)
  await page.page.locator('[data-run][data-state=passed]').waitFor()
  await page.button('Clear').click()
  await page.page.getByText('No runs yet').waitFor()
  expect(await page.focusedText()).toBe('Runs')
  await page.page.keyboard.press('Tab')
  await page.page.keyboard.press('Enter')
  await page.page.locator('[data-run]').waitFor()
  expect(await page.button('Undo').count()).toBe(0)
  expect(await page.focusedText()).toBe('Runs')
})

it('unreadable data is quarantined, exported, and discarded after confirmation', async () => {
  await using harness = await E2EHarness.open()
  const page = await openOptions(harness, '#data')
  await page.page.getByText('All stored data is readable').waitFor()
  const broken = { version: 9, data: 'of a later day' }
  await page.page.evaluate(runs => chrome.storage.local.set({ runs }), broken)
  const other = await openOptions(harness, '#runs')
  await other.page.getByText('No runs yet').waitFor()
  await page.page.getByText('“Runs” was written by a newer version').waitFor()

  const popup = await harness.openPopup()
  await popup.page.getByText('was moved aside').waitFor()

  expect(JSON.parse((await page.download()).text)).toEqual(broken)
  await page.button('Discard').press('Enter')
  expect(await page.focusedText()).toBe('Keep')
  await page.button('Keep').press('Enter')
  expect(await page.focusedText()).toBe('Discard')
  await page.button('Discard').click()
  await page.button('Discard permanently').click()
  await page.page.getByText('All stored data is readable').waitFor()
  expect(await page.focusedText()).toBe('Data')
  expect(await page.page.evaluate(() => chrome.storage.local.get(null))).toEqual({})
})

it('options page shows the versions and the extension id', async () => {
  await using harness = await E2EHarness.open()
  const page = await openOptions(harness, '#about')
  await page.page.getByText(harness.extensionId).waitFor()
  await pollUntil('the companion is named', async () => !(await page.page.getByText('not connected').count()))
})

it.each([
  ['one word', 'a'],
  ['host names', 'a.'],
])('run keeps the beginning of a title of 3 million characters: %s', async (_, unit) => {
  await using harness = await E2EHarness.open()
  const hub = await harness.browser.newPage()
  await hub.addInitScript(unit => {
    addEventListener('DOMContentLoaded', () => {
      document.title = unit.repeat(3_000_000 / unit.length)
    })
  }, unit)
  await hub.goto(`${harness.qlik.hub}/sales/hub/`)
  const popup = await signInOnce(harness)
  await popup.page.bringToFront()
  await popup.button('Copy report').click()
  await popup.button('Copied').waitFor()
  expect((await readClipboard(popup.page)).length).toBeLessThan(10_000)
  const options = await openOptions(harness)
  await options.page.getByText('DOMAIN\\User1').first().waitFor()
})
