import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

/** The companion asks the front end, too. */
const host = 'localhost'

const user = { directory: 'DOMAIN', userId: 'User1', prefix: 'sales' }

/** Signs in, and chooses X-ray below the run. */
async function startBelowRun(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await popup.page.bringToFront()
  await popup.button('X-ray').click()
  return popup
}

const waitForResult = (popup: PopupPage) => popup.page.locator('.xray-summary').waitFor()

/** Returns the first lines of the list. */
const readLines = (popup: PopupPage) =>
  popup.page
    .locator('details')
    .evaluateAll(all => all.map(({ dataset }) => `${dataset.check} ${dataset.verdict}`))

test('X-ray below a run shows exactly what fails first, with masked evidence and a remedy', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { defects: ['sameSiteSentTwice'] } })
  const popup = await startBelowRun(harness)
  await waitForResult(popup)
  const lines = await readLines(popup)
  expect(lines.filter(line => line.endsWith(' failed'))).toEqual(['SC-02 failed'])
  expect(lines[0]).toBe('SC-02 failed')
  expect(lines).toContain('B-1 passed')
  expect(lines).toHaveLength(46)
  expect(await popup.page.locator('.xray-summary strong').textContent()).toBe('1 check failed.')

  await popup.page.locator('[data-check=SC-02] summary').press('Enter')
  const details = popup.page.locator('[data-check=SC-02] .check-details')
  await details.waitFor()
  const text = (await details.textContent()) ?? ''
  expect(text).toContain('SameSite=None')
  expect(text).toContain('Why it matters')
  expect(text).toContain('Wanted')
  const html = await popup.page.content()
  const ids = harness.qlik.requests.flatMap(({ headers }) => findIds(String(headers.cookie)))
  expect(ids.length).toBeGreaterThan(3)
  expect(ids.filter(id => html.includes(id))).toEqual([])
  await expectNoAxeViolations(popup.page)

  const opened = harness.browser.waitForEvent('page')
  await details.getByRole('link', { name: 'Read more' }).click()
  const help = await opened
  await help.locator('section:target').waitFor()
  expect(await help.locator('section:target h2').textContent()).toBe('SC-02 SameSite')
  // The session of the run stays; those of the checks have ended.
  expect(harness.qlik.sessions).toHaveLength(1)
})

const findIds = (cookies: string): string[] =>
  [...cookies.matchAll(/X-Qlik-Session[\w-]*=([^;]{20,})/g)].map(([, id = '']) => id)

test('X-ray saves and copies a report with pseudonyms', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { hardened: true } })
  const popup = await startBelowRun(harness)
  await waitForResult(popup)
  expect(await popup.page.locator('.xray-summary strong').textContent()).toBe('No check failed.')
  await popup.page.getByLabel('Format').selectOption('json')
  const downloading = popup.page.waitForEvent('download')
  await popup.button('Save').click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^hubpass-xray-[\dT-]+-passed\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    ...{ kind: 'hubpass-xray', version: 1, names: 'masked', prefix: 'sales', user: 'DIR-1\\USER-1' },
    catalogue: 'session-cookie@1',
    versions: { browser: expect.stringContaining('Chrom') },
  })
  expect(text).not.toContain('User1')
})

test('X-ray that is canceled in the middle leaves no session, and can run again', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { hardened: true } })
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/sales/qps/csrftoken' })
  const popup = await startBelowRun(harness)
  await hold.reached
  await popup.page.locator('.xray progress').waitFor()
  expect(harness.qlik.sessions.length).toBeGreaterThan(1)
  await popup.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await popup.page.getByText('The X-ray was canceled.').waitFor()
  expect(harness.qlik.sessions).toHaveLength(1)
  hold.release()
  await popup.button('Run again').click()
  await waitForResult(popup)
  await popup.page.keyboard.press('Escape')
  await waitForSelector(popup.page, 'body:not(:has(dialog))')
})

test('X-ray from the menu goes on while the popup is closed, and the next popup shows it', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { hardened: true } })
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/sales/qps/csrftoken' })
  const first = await harness.openPopup()
  await first.fill(user)
  await first.signIn()
  expect(await first.waitForOutcome()).toBe('passed')
  await first.page.bringToFront()
  await waitForSelector(first.page, 'header[data-who=user]')
  await first.button('Actions').click()
  await first.page.getByRole('menuitem', { name: 'X-ray', exact: true }).click()
  await hold.reached
  await first.page.close()
  const second = await harness.openPopup()
  await second.page.locator('.xray progress').waitFor()
  hold.release()
  await waitForResult(second)
  expect(await readLines(second)).toHaveLength(46)
  expect(harness.qlik.sessions).toHaveLength(1)
})

test('X-ray whose worker is stopped says so, and leaves no session', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { hardened: true } })
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/sales/qps/csrftoken' })
  const popup = await startBelowRun(harness)
  await hold.reached
  await harness.stopWorker()
  await popup.page.locator('[data-code=XRAY_INTERRUPTED]').waitFor()
  await expect.poll(() => harness.qlik.sessions.length).toBe(1)
  hold.release()
})

test('X-ray finds a session cookie that scripts of the page can read', async () => {
  await using harness = await E2EHarness.open({ host, qlik: { hardened: true } })
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const [session] = harness.qlik.sessions
  const copy = { name: 'copy-of-a-script', value: session?.sessionId ?? '', domain: host, path: '/' }
  await harness.browser.addCookies([copy])
  await popup.page.bringToFront()
  await popup.button('X-ray').click()
  await waitForResult(popup)
  expect((await readLines(popup))[0]).toBe('B-1 failed')
  const line = await popup.page.locator('[data-check=B-1] .line').textContent()
  expect(line).toContain('copy-of-a-script')
  expect(await popup.page.content()).not.toContain(session?.sessionId)
})
