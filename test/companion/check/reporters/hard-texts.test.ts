import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { schema as ctrfSchema } from 'ctrf'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { CaseItem } from '../../../../companion/check/expectations/judgement.ts'
import { caseVerdicts } from '../../../../companion/check/expectations/judgement.ts'
import type { CaseEntry } from '../../../../companion/check/journal/entries.ts'
import { openJournals } from '../../../../companion/check/journal/journals.ts'
import { reporters } from '../../../../companion/check/reporters/reporters.ts'
import { type RunSummary, summarizeRun } from '../../../../companion/check/reporters/summarize.ts'
import { caseEntries, endEntry, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { collect } from '../../../support/collect.ts'
import { readRepositoryFile } from '../../../support/repository.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

/** Makes all reports of a run. */
async function reportAll(cases: readonly CaseEntry[], name = 'Nightly') {
  await using folder = await createTemporaryFolder('reports')
  const path = join(folder.path, 'run.ndjson')
  await writeFile(path, toLines({ ...runEntry, plan: { file: 'plan.yaml', name } }, ...cases, endEntry))
  const journals = await openJournals([path])
  const summary = await summarizeRun(journals)
  const write = async (reporter: string) => {
    const format = reporters[reporter]
    if (format === undefined) throw new Error(`no reporter ${reporter}`)
    return (await collect(format({ journals, summary, colorize: (_, text) => text }))).join('')
  }
  const written = await Promise.all(
    ['terminal', 'json', 'junit', 'sarif', 'github', 'ctrf', 'markdown', 'html'].map(write),
  )
  const [terminal = '', json = '', junit = '', sarif = '', github = '', ctrf = '', markdown = '', html = ''] =
    written
  return { summary, terminal, json, junit, sarif, github, ctrf, markdown, html }
}

type Reports = Awaited<ReturnType<typeof reportAll>>

const withTexts = (text: string): CaseEntry[] =>
  caseEntries.map(entry => ({
    ...entry,
    name: `${text}${entry.name}`,
    user: `D\\${text}`,
    attributeSet: text,
    prefix: text,
    items: entry.items.map(item => ({
      ...item,
      title: text,
      message: text,
      evidence: [text],
      advice: text,
      code: text,
      remedy: { page: text, field: text, present: text, wanted: text },
    })),
  }))

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
const validateSarif = ajv.compile(JSON.parse(readRepositoryFile('test/fixtures/schemas/sarif-2.1.0.json')))
const oldAjv = new Ajv({ strict: false })
addFormats.default(oldAjv)
const validateCtrf = oldAjv.compile(ctrfSchema)

async function expectValid({ junit, sarif, ctrf, json }: Reports): Promise<void> {
  const { errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: junit },
    schema: readRepositoryFile('test/fixtures/schemas/jenkins-junit.xsd'),
  })
  expect(errors).toEqual([])
  validateSarif(JSON.parse(sarif))
  expect(validateSarif.errors).toBeNull()
  validateCtrf(JSON.parse(ctrf))
  expect(validateCtrf.errors).toBeNull()
  expect(() => JSON.parse(json)).not.toThrow()
}

const hardTexts: [string, string][] = [
  ['the end of CDATA', ']]> <![CDATA[ ]]>'],
  ['control characters', '\u0000\u0001\u001b[31m\u0007\u007f\u0085\u2028\r\n'],
  ['halves of surrogate pairs', '\ud800 \udc00 \u{1f600} \ufffe \uffff'],
  ['a command of GitHub', '::error file=x::boo%0A::add-mask::x'],
  ['a command of GitHub behind spaces', '   ::stop-commands::x'],
  ['a command of Azure Pipelines', 'x ##vso[task.setvariable variable=PATH]/tmp'],
  ['an old command of GitHub', 'x ##[add-mask]x'],
  ['a command of TeamCity', "##teamcity[setParameter name='a' value='b']"],
  ['a table of Markdown', '| a | b |\n|---|---|\n```\n# x ~~~ ``` `` ` *b* _i_ [l](http://x) ![i](x)'],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; " \' </style></title>'],
  ['formulas', "=cmd|' /C calc'!A0 +1 -1 @SUM(A1)"],
  ['directions of text', '\u202e\u2066 ‏abc'],
  ['80 kB', 'x'.repeat(80_000)],
  ['40 kB of characters with four bytes', '\u{1f600}'.repeat(10_000)],
]

it.each(hardTexts)(
  'reports with %s in each text are valid and contain no markup or command',
  async (_, text) => {
    const reports = await reportAll(withTexts(text), text)
    await expectValid(reports)
    const { terminal, github, markdown, html, junit, json, sarif, ctrf } = reports
    for (const lines of [terminal, github, markdown, html, junit])
      expect(lines).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffe]/u)
    const isCommand = (line: string) => /^\s*::/.test(line)
    expect(terminal.split('\n').filter(isCommand)).toEqual([])
    for (const log of [terminal, github, json, sarif, ctrf]) expect(log).not.toMatch(/##\w*\[/)
    expect(
      github.split('\n').filter(line => isCommand(line) && !/^::(error|warning) file=/.test(line)),
    ).toEqual([])
    expect(github.split('\n').every(line => line.length < 15_000)).toBe(true)
    expect(html.match(/<(?:script|img)/g)).toBeNull()
    expect(html.match(/<\/(?:style|title)>/g)).toHaveLength(2)
    // Outside of code, no character opens markup of Markdown.
    const outside = markdown.replace(/(`+) .*? \1(?!`)/g, '')
    expect(outside.match(/(?<!\\)[<>|`[\]]/g)).toBeNull()
  },
)

it('a heading of Markdown stays one line, and a list of several is no list', async () => {
  const { markdown } = await reportAll(withTexts('1. x'), '# y')
  expect(markdown).toMatch(/^# \\# y\n/)
  expect(markdown).toContain('\n## 1\\. xTESTING')
})

it('the summary of a step stays below 1 MiB, whatever its characters', async () => {
  const [first] = caseEntries as [CaseEntry]
  const items = first.items.slice(1, 2).map(item => ({ ...item, message: '\u{1f600}'.repeat(40_000) }))
  const many = Array.from({ length: 8 }, (_, index) => ({ ...first, id: `${index}`, items }))
  const { markdown } = await reportAll(many)
  expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024)
  expect(markdown).toMatch(/\d+ more cases are only in the journal\.\n$/)
})

it.each(['__proto__', 'constructor', 'toString.value', '', 'B-1.x'])(
  'reports are valid if an item of an edited journal is named %j',
  async id => {
    const cases = caseEntries.map(entry => ({
      ...entry,
      ...{ prefix: id, site: id, group: id, attributeSet: id },
      items: entry.items.map(item => ({ ...item, id, references: [id] })),
    }))
    await expectValid(await reportAll(cases))
  },
)

it('the id of a case in an edited journal is no markup', async () => {
  const [first] = caseEntries as [CaseEntry]
  expect((await reportAll([{ ...first, id: '"><script>' }])).html).not.toContain('<script')
})

const itemVerdicts: CaseItem['verdict'][] = [...caseVerdicts, 'notRun']

const arbitraryItem = fc.record({
  id: fc.constantFrom('identity', 'cookie.secure', 'SC-30', 'SC-31'),
  verdict: fc.constantFrom(...itemVerdicts),
  kind: fc.constantFrom('network' as const, 'check' as const),
  message: fc.string({ unit: 'binary', maxLength: 20 }),
})

const arbitraryCases = fc.array(
  fc.record({
    verdict: fc.constantFrom(...caseVerdicts),
    ms: fc.nat(100_000),
    items: fc.array(arbitraryItem, { minLength: 1, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
)

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

const sum = (text: string, name: string): number =>
  [...text.matchAll(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`, 'g'))].reduce(
    (total, [, found]) => total + Number(found),
    0,
  )

function expectEqualCounts(
  cases: readonly CaseEntry[],
  reports: Reports,
  { verdicts, items }: RunSummary,
): void {
  const { junit, ctrf, sarif, json, html, markdown } = reports
  const isOpen = ({ verdict, kind }: CaseItem) =>
    verdict === 'unexpected' || verdict === 'waiverExpired' || (verdict === 'undecided' && kind !== 'check')
  const open = cases.filter(each => each.items.some(isOpen)).length
  const allItems = cases.flatMap(each => each.items)
  const failed = items.unexpected + items.waiverExpired
  expect([sum(junit, 'tests'), count(junit, /<testcase /g)]).toEqual([allItems.length, allItems.length])
  expect([sum(junit, 'failures'), count(junit, /<failure /g)]).toEqual([failed, failed])
  expect(junit).toContain(` tests="${allItems.length}" failures="${failed}" errors="${sum(junit, 'errors')}"`)
  expect(sum(junit, 'skipped')).toBe(count(junit, /<skipped>/g))
  const { summary, tests } = JSON.parse(ctrf).results
  const byStatus = (status: string) =>
    tests.filter((test: { status: string }) => test.status === status).length
  expect([summary.tests, summary.failed, summary.passed, summary.other]).toEqual([
    cases.length,
    byStatus('failed'),
    byStatus('passed'),
    byStatus('other'),
  ])
  expect(summary.failed).toBe(verdicts.unexpected + verdicts.waiverExpired)
  expect(tests.map(({ duration }: { duration: number }) => duration)).toEqual(cases.map(({ ms }) => ms))
  expect(JSON.parse(sarif).runs[0].results).toHaveLength(failed + items.waived)
  expect(JSON.parse(json).summary.verdicts).toEqual(verdicts)
  expect(count(html, /<article /g)).toBe(open)
  expect(count(markdown, /^## /gm)).toBe(open)
}

it('all reports of a run have the same counts and the measured times', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCases, async parts => {
      const [first] = caseEntries as [CaseEntry]
      const cases = parts.map(
        ({ items, ...part }, index): CaseEntry => ({
          ...first,
          ...part,
          id: index.toString(16).padStart(16, '0'),
          items: items.map(item => ({
            ...item,
            title: item.id,
            ...(item.id.startsWith('SC') ? { references: ['ASVS v5.0.0-3.4.1'] } : {}),
          })),
        }),
      )
      const reports = await reportAll(cases)
      expectEqualCounts(cases, reports, reports.summary)
    }),
    { numRuns: 25 },
  )
})

it('a rule of SARIF says what its check asks, why, and where to read on', async () => {
  const rules = JSON.parse((await reportAll(caseEntries)).sarif).runs[0].tool.driver.rules
  const hsts = rules.find(({ id }: { id: string }) => id === 'SC-31')
  expect(hsts.fullDescription.text).toMatch(/^Hub, .* sign-in\. Each has Strict-Transport-Security/)
  expect(hsts.help.text).toMatch(/\nSee docs\/checks\/sc-31\.md\.$/)
  expect(hsts.help.text).not.toMatch(/[{}]/)
})
