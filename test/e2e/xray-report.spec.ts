import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalog } from '../../companion/xray/catalog.ts'
import { toEnglishResult } from '../../companion/xray/english-result.ts'
import { formatHtml } from '../../companion/xray/reports/html.ts'
import type { CheckResult, XrayResult } from '../../companion/xray/result.ts'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const verdicts = ['failed', 'undecided', 'passed', 'skipped'] as const

/** Has each verdict and severity, and texts without a place to break. */
const toResult = (
  { id, title, severity, class: kind, references }: (typeof catalog)[number],
  at: number,
): CheckResult => {
  const verdict = verdicts[at % verdicts.length] ?? 'passed'
  const labels = {
    id,
    title,
    verdict,
    severity,
    class: kind,
    references,
    message: `The answer of check ${at + 1}.`,
  }
  const evidence = [
    `GET /sales/hub/ → 302 · location: https://qlik.example.com/${'very-long-path/'.repeat(12)}`,
    'x'.repeat(180),
  ]
  const present = `Strict-Transport-Security_${'max-age-'.repeat(20)}`
  const remedy = {
    page: 'QMC › Virtual proxies › sales › Advanced',
    field: 'Additional response headers',
    present,
    wanted: 'a value',
  }
  return {
    ...labels,
    evidence,
    ...(verdict === 'failed' ? { remedy } : {}),
    ...(verdict === 'undecided' ? { reason: 'QRS is closed.' } : {}),
  }
}

const result: XrayResult = {
  ...{
    catalogue: 'session-cookie@1',
    site: 'acme',
    prefix: 'sales',
    user: `DOMAIN\\${'longname'.repeat(8)}`,
  },
  checks: catalog.map(toResult),
  ...{ requests: 57, sessions: 5 },
}

let browser: Browser
let folder: Awaited<ReturnType<typeof createTemporaryFolder>>

beforeAll(async () => {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('there is no Chromium')
  browser = await chromium.launch({ executablePath })
  folder = await createTemporaryFolder('xray-report')
  await writeFile(join(folder.path, 'report.html'), formatHtml(toEnglishResult(result)))
})

afterAll(async () => {
  await browser.close()
  await folder[Symbol.asyncDispose]()
})

async function openReport(colorScheme: 'light' | 'dark', viewport = { width: 1000, height: 800 }) {
  const context = await browser.newContext({ colorScheme, viewport, bypassCSP: true })
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder.path, 'report.html')).href)
  return { page, [Symbol.asyncDispose]: () => context.close() }
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })

it.each(['light', 'dark'] as const)(
  'the report of an X-ray has no accessibility violations in %s colors',
  async scheme => {
    await using report = await openReport(scheme)
    const { page } = report
    await openAll(page)
    await expectNoAxeViolations(page)
    await mkdir(fromRoot('test-results/xray-report'), { recursive: true })
    await page.screenshot({ path: fromRoot(`test-results/xray-report/${scheme}.png`), fullPage: false })
  },
)

it.each([
  ['320 pixels', 320, 1],
  ['1280 pixels at 400 %', 320, 4],
  ['1000 pixels at 200 %', 500, 2],
])('the report of an X-ray needs no horizontal scrolling at %s', async (_, width, scale) => {
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    deviceScaleFactor: scale,
    bypassCSP: true,
  })
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder.path, 'report.html')).href)
  await openAll(page)
  await page.screenshot({ path: fromRoot(`test-results/xray-report/${width}-${scale}.png`) })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  await context.close()
})

it('the report of an X-ray can be printed and loads nothing', async () => {
  await using report = await openReport('light')
  const requested: string[] = []
  report.page.on('request', request => requested.push(request.url()))
  await report.page.reload()
  expect(requested).toHaveLength(1)
  expect(await report.page.locator('script').count()).toBe(0)
})
