import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseEntry } from '../../companion/check/journal/entries.ts'
import { openJournals } from '../../companion/check/journal/journals.ts'
import { formatHtml } from '../../companion/check/reporters/html.ts'
import { summarizeRun } from '../../companion/check/reporters/summarize.ts'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { caseEntries, endEntry, runEntry, toLines } from '../support/case-entry-fixture.ts'
import { collect } from '../support/collect.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const [failed, undecided, passed] = caseEntries as [CaseEntry, CaseEntry, CaseEntry]

/** Many virtual proxies, and texts without a place to break. */
const wide: CaseEntry[] = ['sales', 'finance', 'portal', 'human-resources', ''].flatMap((prefix, column) =>
  [failed, undecided, passed].map((entry, row) => ({
    ...entry,
    id: `${column}${row}`.padStart(16, '0'),
    prefix,
    user: `DOMAIN\\${'longname'.repeat(row * 4)}`,
    name: `${entry.name}${'x'.repeat(150)}`,
    items: entry.items.map(item => ({
      ...item,
      evidence: [`location: /${'path/'.repeat(60)}`, 'x'.repeat(300)],
    })),
  })),
)

/** As many as a night can have; only the last ones are not as expected. */
const long: CaseEntry[] = Array.from({ length: 10_000 }, (_, index) => ({
  ...(index < 9_950 ? passed : index < 9_980 ? undecided : failed),
  id: index.toString(16).padStart(16, '0'),
  name: `D\\u${index >> 1}`,
  user: `D\\u${index >> 1}`,
  prefix: index % 2 === 0 ? 'sales' : 'finance',
}))

let browser: Browser
let folder: Awaited<ReturnType<typeof createTemporaryFolder>>

beforeAll(async () => {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('there is no Chromium')
  browser = await chromium.launch({ executablePath })
  folder = await createTemporaryFolder('check-report')
  for (const [name, cases] of Object.entries({ small: caseEntries, wide, long })) {
    const path = join(folder.path, `${name}.ndjson`)
    await writeFile(path, toLines(runEntry, ...cases, endEntry))
    const journals = await openJournals([path])
    const summary = await summarizeRun(journals)
    const html = await collect(formatHtml({ journals, summary, colorize: (_, text) => text }))
    await writeFile(join(folder.path, `${name}.html`), html.join(''))
  }
  await mkdir(fromRoot('test-results/check-report'), { recursive: true })
})

afterAll(async () => {
  await browser.close()
  await folder[Symbol.asyncDispose]()
})

async function openReport(name: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ bypassCSP: true, ...options })
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder.path, `${name}.html`)).href)
  return { page, [Symbol.asyncDispose]: () => context.close() }
}

it.each(['light', 'dark'] as const)(
  'the report of a plan has no accessibility violations in %s colors, and a cell leads to its details',
  async colorScheme => {
    for (const name of ['small', 'wide']) {
      await using report = await openReport(name, { colorScheme, viewport: { width: 1000, height: 900 } })
      const { page } = report
      await expectNoAxeViolations(page)
      await page.screenshot({
        path: fromRoot(`test-results/check-report/${name}-${colorScheme}.png`),
        fullPage: true,
      })
      await page.getByRole('link', { name: 'not as expected' }).first().click()
      await page.locator('article:target').waitFor()
      expect(await page.locator('article:target h3').textContent()).toContain('ann on sales of test')
    }
  },
)

it.each([
  ['320 pixels', 320, 1],
  ['1280 pixels at 400 %', 320, 4],
  ['1000 pixels at 200 %', 500, 2],
])('the report of a plan scrolls only its tables sideways at %s', async (_, width, deviceScaleFactor) => {
  for (const name of ['small', 'wide']) {
    await using report = await openReport(name, { viewport: { width, height: 640 }, deviceScaleFactor })
    const { page } = report
    await page.screenshot({
      path: fromRoot(`test-results/check-report/${name}-${width}-${deviceScaleFactor}.png`),
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await expectNoAxeViolations(page)
  }
})

it('the report of 10,000 cases opens, and shows those first that are not as expected', async () => {
  expect((await stat(join(folder.path, 'long.html'))).size).toBeLessThan(2_000_000)
  await using report = await openReport('long')
  const { page } = report
  const rows = page.locator('tbody').first().locator('tr')
  expect(await rows.count()).toBe(2_000)
  expect(await rows.nth(0).textContent()).toBe('D\\u4990✗ not as expected✗ not as expected')
  expect(await rows.nth(9).textContent()).toContain('D\\u4999')
  expect(await rows.nth(10).textContent()).toBe('D\\u4975? undecided? undecided')
  expect(await rows.nth(25).textContent()).toContain('D\\u0 (Café \u{1F600})✓ as expected')
  expect(await page.locator('article').count()).toBe(50)
  expect(await page.locator('article h3').first().textContent()).toBe('D\\u4990')
  await page.getByText('6000 more cases are only in the journal.').waitFor()
})

it('the report of a plan loads nothing and runs no script', async () => {
  await using report = await openReport('wide')
  const requested: string[] = []
  report.page.on('request', request => requested.push(request.url()))
  await report.page.reload()
  expect([requested.length, await report.page.locator('script').count()]).toEqual([1, 0])
})
