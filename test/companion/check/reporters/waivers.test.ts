import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CaseItem } from '../../../../companion/check/expectations/judgement.ts'
import type { CaseEntry } from '../../../../companion/check/journal/entries.ts'
import { openJournals } from '../../../../companion/check/journal/journals.ts'
import { reporters } from '../../../../companion/check/reporters/reporters.ts'
import { summarizeRun } from '../../../../companion/check/reporters/summarize.ts'
import { caseEntries, endEntry, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { collect } from '../../../support/collect.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

const waiver = { until: '2027-01-31', because: 'change 4711', line: 11, column: 12 }

/** A run with one case for each verdict of the check SC-30. */
async function summarize(verdicts: CaseItem['verdict'][]) {
  await using folder = await createTemporaryFolder('waivers')
  const path = join(folder.path, 'run.ndjson')
  const [first] = caseEntries as [CaseEntry]
  const item = { id: 'SC-30', title: 'Only https', message: 'So it is.', waiver }
  const cases = verdicts.map((verdict, index) => ({
    ...first,
    id: `${index}`,
    items: [{ ...item, verdict }],
  }))
  await writeFile(path, toLines(runEntry, ...cases, endEntry))
  const journals = await openJournals([path])
  const summary = await summarizeRun(journals)
  const write = async (name: 'terminal' | 'markdown' | 'html') => {
    const format = reporters[name]
    if (format === undefined) throw new Error(`no reporter ${name}`)
    return (await collect(format({ journals, summary, colorize: (_, text) => text }))).join('')
  }
  return { summary, reports: [await write('terminal'), await write('markdown'), await write('html')] }
}

it('a waiver whose check passes in all cases is reported as one that can be removed', async () => {
  const { summary, reports } = await summarize(['expected', 'expected', 'notRun'])
  expect(summary.removableWaivers).toEqual([{ id: 'SC-30', ...waiver }])
  for (const report of reports)
    expect(report.replaceAll('\\', '')).toContain('plan.yaml:11:12: the waiver of SC-30 can be removed')
})

it.each(['waived', 'waiverExpired', 'undecided'] as const)(
  'a waiver stays if its check is %s in one case',
  async verdict => {
    const { summary, reports } = await summarize(['expected', verdict])
    expect(summary.removableWaivers).toEqual([])
    for (const report of reports) expect(report).not.toContain('can be removed')
  },
)
