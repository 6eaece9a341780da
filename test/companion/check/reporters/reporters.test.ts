import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { schema as ctrfSchema } from 'ctrf'
import { expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { CaseItem } from '../../../../companion/check/expectations/judgement.ts'
import { compareJournals } from '../../../../companion/check/journal/compare.ts'
import type { CaseEntry } from '../../../../companion/check/journal/entries.ts'
import { openJournals } from '../../../../companion/check/journal/journals.ts'
import { browserCheckIds, checkIds } from '../../../../companion/check/plan/schema/checks.ts'
import { parseReporters, reporters } from '../../../../companion/check/reporters/reporters.ts'
import { summarizeRun } from '../../../../companion/check/reporters/summarize.ts'
import { formatDifference } from '../../../../companion/check/reporters/words.ts'
import { caseEntries, endEntry, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { collect } from '../../../support/collect.ts'
import { readRepositoryFile } from '../../../support/repository.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

/** Returns a report of these cases. */
async function report(
  name: string,
  cases: readonly CaseEntry[] = caseEntries,
  ended = true,
): Promise<string> {
  await using folder = await createTemporaryFolder('report')
  const path = join(folder.path, 'run.ndjson')
  await writeFile(path, toLines(runEntry, ...cases, ...(ended ? [endEntry] : [])))
  const journals = await openJournals([path])
  const write = reporters[name]
  if (write === undefined) throw new Error(`no reporter ${name}`)
  const summary = await summarizeRun(journals)
  const comparison = await compareJournals(journals, journals)
  const parts = await collect(write({ journals, summary, comparison, colorize: (_, text) => text }))
  return parts.join('')
}

/** The case of each verdict again, with texts that a format could take for its own. */
const hostile = caseEntries.map((entry): CaseEntry => {
  const text = `]]> <b>&amp; "x" 'y' \` | \u0000\u001b[31m\u202e\ud800\ufffe %0A\n::error::`
  return {
    ...entry,
    name: `${entry.name} ${text}`,
    prefix: text,
    place: { ...entry.place, file: `a b/pl#an?${text}.yaml` },
    items: entry.items.map(item => ({ ...item, title: text, message: text, evidence: [text], advice: text })),
  }
})

const sets: [string, readonly CaseEntry[]][] = [
  ['each verdict', caseEntries],
  ['texts that look like markup', hostile],
  ['no case', []],
]

it.each(sets)('JUnit with %s fits the schema of Jenkins', async (_, cases) => {
  const xml = await report('junit', cases)
  const { errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: xml },
    schema: readRepositoryFile('test/fixtures/schemas/jenkins-junit.xsd'),
  })
  expect(errors).toEqual([])
})

it('JUnit counts tests, failures, errors and skipped ones, and has the measured times', async () => {
  const xml = await report('junit')
  expect(xml).toContain('<testsuites name="Nightly" tests="7" failures="1" errors="1" time="3.090">')
  expect(xml).toMatch(
    /<testsuite name="TESTING_1\\ann on sales of test" tests="5" failures="1" errors="0" skipped="2" time="1.234"/,
  )
  expect(xml).toContain('<property name="file" value="plan.yaml"/>')
  expect(xml).toContain('plan.yaml:5:13\nThe hub sends no Strict-Transport-Security.')
  expect(xml).toContain('hubpass check plan.yaml --only id:0123456789abcdef')
})

it.each(sets)('SARIF with %s fits its schema', async (_, cases) => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readRepositoryFile('test/fixtures/schemas/sarif-2.1.0.json')))
  validate(JSON.parse(await report('sarif', cases)))
  expect(validate.errors).toBeNull()
})

it('SARIF has a rule per check, the line of the persona, a fingerprint, and waivers as suppressions', async () => {
  const { runs } = JSON.parse(await report('sarif'))
  expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['SC-30', 'SC-31'])
  expect(runs[0].results[0]).toMatchObject({
    ruleId: 'SC-31',
    ruleIndex: 1,
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'plan.yaml' },
          region: { startLine: 5, startColumn: 13 },
        },
      },
    ],
    partialFingerprints: { 'hubpassCase/v1': '0123456789abcdef/SC-31' },
  })
  expect(runs[0].results[1].suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'change 4711 (until 2027-01-31)' },
  ])
})

interface SarifRule {
  id: string
  fullDescription: { text: string }
  help: { text: string; markdown: string }
}

/** Returns the rules of a report in which an item of each id has failed. */
async function listRules(ids: readonly string[]): Promise<SarifRule[]> {
  const [{ items: [item] = [], ...rest } = {}] = caseEntries
  const items = ids.map(id => ({ ...item, id, verdict: 'unexpected' }) as CaseItem)
  const { runs } = JSON.parse(await report('sarif', [{ ...rest, items } as CaseEntry]))
  return runs[0].tool.driver.rules
}

const expectationIds = [
  ...['signIn', 'refusedWith', 'identity', 'hub', 'browser', 'checks'],
  ...['cookie.secure', 'virtualProxy.https.sameSite', 'virtualProxy.timeoutMinutes'],
]

it('each rule of SARIF says what it asks for, why it matters, and how to fix it', async () => {
  const ids = [...checkIds, ...browserCheckIds, ...expectationIds]
  const rules = await listRules(ids)
  expect(rules.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  for (const { id, fullDescription, help } of rules) {
    const [why = '', fix = '', page = ''] = help.text.split('\n')
    expect([id, page]).toEqual([id, expect.stringMatching(/^See docs\/checks?\/[\w-]+\.md\.$/)])
    expect(readRepositoryFile(page.slice('See '.length, -1)).length).toBeGreaterThan(0)
    for (const text of [fullDescription.text, why, fix]) expect([id, text]).toEqual([id, isSentence])
    expect([id, help.markdown.split('\n\n').length]).toEqual([id, 3])
  }
})

const isSentence = expect.stringMatching(/^["\w/][^{}*`]{15,}\.$/)

it('the rules of the checks in a browser say what their pages say', async () => {
  const toWords = (text: string) =>
    text
      .replace(/[*`"]+/g, '')
      .split(/\s+/)
      .join(' ')
  for (const { id, fullDescription, help } of await listRules(browserCheckIds)) {
    const page = toWords(readRepositoryFile(`docs/checks/${id.toLowerCase()}.md`))
    const [, asks, passes, why, fix] = page.split(
      / ## (?:What it asks|When it passes|Why it matters|How to fix it) | \[All checks/,
    )
    expect([id, toWords(fullDescription.text)]).toEqual([id, `${asks} ${passes}`])
    expect([id, ...help.text.split('\n').slice(0, 2).map(toWords)]).toEqual([id, why, fix])
  }
})

it('a rule that this Hubpass does not know has its title', async () => {
  expect(await listRules(['SC-99'])).toMatchObject([
    { fullDescription: { text: 'The user signs in' }, help: { text: 'See docs/checks/sc-99.md.' } },
  ])
})

it.each(sets)('CTRF with %s fits its schema', async (_, cases) => {
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(ctrfSchema)
  validate(JSON.parse(await report('ctrf', cases)))
  expect(validate.errors).toBeNull()
})

it('CTRF counts cases and has their times', async () => {
  const { results } = JSON.parse(await report('ctrf'))
  expect(results.summary).toMatchObject({ tests: 3, passed: 1, failed: 1, other: 1 })
  expect(results.tests[0]).toMatchObject({ status: 'failed', duration: 1234, filePath: 'plan.yaml', line: 5 })
})

it('JSON is one document with the counts and all cases', async () => {
  const document = JSON.parse(await report('json'))
  expect(document).toMatchObject({
    report: 'hubpass-check',
    version: 1,
    summary: { cases: 3, exitCode: 1, verdicts: { unexpected: 1, undecided: 1, expected: 1 }, requests: 69 },
  })
  expect(document.cases.map(({ id }: CaseEntry) => id)).toEqual(caseEntries.map(({ id }) => id))
  expect(JSON.parse(await report('json', [])).cases).toEqual([])
})

it('GitHub gets one annotation per cause, at most ten, and what they cannot say is counted', async () => {
  const [first] = caseEntries as [CaseEntry]
  const many = Array.from(
    { length: 30 },
    (_, index): CaseEntry => ({
      ...first,
      id: String(index).padStart(16, '0'),
      items: first.items.slice(1, 2).map(item => ({ ...item, message: `Cause ${index >> 1}` })),
    }),
  )
  const lines = (await report('github', many)).trimEnd().split('\n')
  expect(lines).toHaveLength(11)
  expect(lines[0]).toBe(
    '::error file=plan.yaml,line=5,col=13,title=SC-31 HSTS::TESTING_1\\ann on sales of test and 1 more: Cause 0',
  )
  expect(lines.at(-1)).toBe('10 more results are in the summary of this step.')
})

it.each(['terminal', 'github', 'markdown', 'html', 'junit'])(
  '%s has no control character and no command of a text',
  async name => {
    const text = await report(name, hostile)
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\ufffe]/u)
    expect(
      text.split('\n').filter(line => line.startsWith('::') && !/^::(error|warning) file=/.test(line)),
    ).toEqual([])
  },
)

it('HTML has the grid, the details and the coverage, and no markup of a text', async () => {
  const html = await report('html')
  expect(html).toContain('<td class="unexpected"><a href="#0123456789abcdef">✗ not as expected</a></td>')
  expect(html).toContain(
    '<th scope="row">v5.0.0-3.4.1</th><td>SC-30, SC-31</td><td class="failed">failed</td>',
  )
  expect(html).toContain('&#60;no header&#62; &#38; &#34;nothing&#34; else')
  expect(await report('html', hostile)).not.toContain('<b>&')
})

it('the terminal shows the open cases first and the answer last', async () => {
  const text = await report('terminal')
  expect(text).toMatch(
    /^TESTING_1\\ann on sales of test {2}plan.yaml:5:13\n {2}✗ SC-31 {2}HSTS: The hub sends no/,
  )
  expect(text).toMatch(
    /3 cases: 1 not as expected, 1 undecided, 1 as expected\.\n.* s · 69 requests · 6 sessions\n$/,
  )
  expect(text).not.toContain('Café')
  expect(await report('terminal', caseEntries.slice(2))).toMatch(/^Compared.*\nThe case is as expected\./)
})

it('the HTML page says how many open cases it does not explain', async () => {
  const [failed] = caseEntries
  const repeat = (count: number) =>
    Array.from({ length: count }, (_, index): CaseEntry => ({ ...(failed as CaseEntry), id: `${index}` }))
  expect(await report('html', repeat(500))).not.toContain('only in the journal')
  expect(await report('html', repeat(502))).toContain('2 more cases are only in the journal.')
})

it('a comparison counts the earlier failures that did not run again', () => {
  const failed = { case: 'A', id: '1', item: 'SC-31', message: 'no header' }
  const empty = { new: [], still: [], fixed: [], gone: [] }
  expect(formatDifference({ ...empty, gone: [failed] })).toBe(
    'Compared with the run before: 0 new, 0 still there, 0 fixed, 1 not run again.',
  )
  expect(formatDifference({ ...empty, fixed: [failed] })).toMatch(/1 fixed\.$/)
})

it('a run that was interrupted is named so', async () => {
  expect(await report('markdown', caseEntries, false)).toContain('The run is not complete.')
})

it('each reporter yields a long run in small parts', async () => {
  const [first] = caseEntries as [CaseEntry]
  const many = Array.from({ length: 500 }, (_, index) => ({
    ...first,
    id: index.toString(16).padStart(16, '0'),
    user: `D\\u${index}`,
  }))
  await using folder = await createTemporaryFolder('report')
  const path = join(folder.path, 'run.ndjson')
  await writeFile(path, toLines(runEntry, ...many, endEntry))
  const journals = await openJournals([path])
  const summary = await summarizeRun(journals)
  for (const write of Object.values(reporters)) {
    let longest = 0
    for await (const part of write({ journals, summary, colorize: (_, text) => text }))
      longest = Math.max(longest, part.length)
    expect(longest).toBeLessThan(20_000)
  }
})

it('reporters are chosen by name, with or without a file', () => {
  expect(parseReporters('terminal,junit=a=b.xml').map(({ name, file }) => [name, file])).toEqual([
    ['terminal', undefined],
    ['junit', 'a=b.xml'],
  ])
  for (const wrong of ['xml', 'junit=', '', 'terminal,json', 'terminal,constructor'])
    expect(() => parseReporters(wrong)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
})
