import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { openJournals } from '../../companion/check/journal/journals.ts'
import { formatHtml } from '../../companion/check/reporters/html.ts'
import { summarizeRun } from '../../companion/check/reporters/summarize.ts'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { journalText } from '../support/case-entry-fixture.ts'
import { collect } from '../support/collect.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

test.each(['light', 'dark'] as const)(
  'report of a run is accessible in %s, and a cell of the grid leads to its details',
  async colorScheme => {
    await using folder = await createTemporaryFolder('report')
    const path = join(folder.path, 'run.ndjson')
    await writeFile(path, journalText)
    const journals = await openJournals([path])
    const summary = await summarizeRun(journals)
    const html = await collect(formatHtml({ journals, summary, colorize: (_, text) => text }))
    await writeFile(join(folder.path, 'run.html'), html.join(''))
    await using harness = await E2EHarness.open()
    const page = await harness.browser.newPage()
    await page.emulateMedia({ colorScheme })
    await page.goto(pathToFileURL(join(folder.path, 'run.html')).href)
    await expectNoAxeViolations(page)
    await page.getByRole('link', { name: 'not as expected' }).click()
    await page.locator('article:target').waitFor()
    expect(await page.locator('article:target h3').textContent()).toContain('ann on sales of test')
  },
)
