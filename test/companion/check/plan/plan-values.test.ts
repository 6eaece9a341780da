import { expect, it } from 'vitest'
import { listProblems, parseSample } from '../../../support/plan-fixture.ts'

const base = "version: 1\nsite: test\npersonas: [{ user: 'D\\a' }]\n"

it.each([
  ['nothing', '', '1:1 The file is empty. Write a plan. "hubpass check init SITE" prints one.'],
  [
    'only a comment',
    '# later\n',
    '1:1 The file is empty. Write a plan. "hubpass check init SITE" prints one.',
  ],
  ['a list', '- version: 1\n', '1:1 The file is a list. Write keys with values here.'],
  ['a text', 'hello\n', '1:1 The file is "hello". Expected keys with values.'],
  ['a list of limits', `${base}limits: [3]\n`, '4:9 limits is a list. Write keys with values here.'],
  [
    'a list of attributes',
    "version: 1\nsite: test\npersonas: [{ user: 'D\\a', attributes: [HR] }]\n",
    '3:39 personas.0.attributes is a list. Write keys with values here.',
  ],
  [
    'a list of attribute sets',
    `${base}attributeSets: [{ group: HR }]\n`,
    '4:16 attributeSets is a list. Write keys with values here.',
  ],
  [
    'a list of waivers',
    `${base}checks: { catalogue: session-cookie@1, waive: [SC-31] }\n`,
    '4:47 checks.waive is a list. Write keys with values here.',
  ],
  [
    'one prefix',
    `${base}virtualProxies: sales\n`,
    '4:17 virtualProxies is "sales". Expected `linked`, `default`, or a list of prefixes such as [sales].',
  ],
  [
    'a merge key',
    "version: 1\nsite: test\npersonas:\n  - &one { user: 'D\\a' }\n  - { user: 'D\\b', <<: *one }\n",
    '5:20 A plan has no merge keys. Write the keys and values themselves.',
  ],
])('a plan with %s is refused with its place', (_, text, problem) => {
  expect(listProblems(text)[0]).toBe(problem)
})

it('aliases that stand for billions of values are refused at the first alias that is too much', () => {
  const bomb = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index, all) => {
    const previous = all[index - 1]
    return `x${name}: &${name} [${Array.from({ length: 10 }, () => (previous === undefined ? 'x' : `*${previous}`)).join(', ')}]\n`
  })
  expect(listProblems(base + bomb.join(''))).toEqual([
    '8:37 The aliases until here are more than 10,000, or stand for more than 100,000 values. Write the values instead of aliases.',
  ])
})

it('20,000 aliases are refused at the first one that is too much', () => {
  const line = `x: [${'*a,'.repeat(20_000)}]\n`
  expect(listProblems(`${base}y: &a 1\n${line}`)).toEqual([
    expect.stringMatching(/^5:30005 The aliases until here are more than 10,000/),
  ])
})

it('two thousand personas can share their attributes by an alias', () => {
  const personas = Array.from(
    { length: 2_000 },
    (_, index) => `  - { user: 'D\\u${index}', attributes: *hr }\n`,
  )
  const plan = `version: 1\nsite: test\npersonas:\n  - { user: 'D\\first', attributes: &hr { group: [HR, Sales] } }\n${personas.join('')}`
  expect(parseSample(plan).blocks[0]?.personas).toHaveLength(2_001)
})

it.each([
  [
    'virtualProxies: [default, sales]',
    `4:18 In a list, default is a virtual proxy with the prefix "default". Write '' for the default virtual proxy.`,
  ],
  [
    'cases: [{ name: one, virtualProxies: [linked] }]',
    '4:39 In a list, linked is a virtual proxy with the prefix "linked". Write linked without a list for all virtual proxies that are linked to a proxy.',
  ],
  [
    'checks: { catalogue: session-cookie@1, only: [SC-01], waive: { SC-31: { until: 2027-01-31, because: x } } }',
    '4:64 SC-31 is waived, but it does not run. Remove the waiver, or add the check to only.',
  ],
])('a plan with "%s" has a note', (line, note) => {
  const { notes } = parseSample(`${base}${line}\n`)
  expect(notes.map(each => `${each.line}:${each.column} ${each.problem}. ${each.remedy}`)).toEqual([note])
})

it('a plan with the words default and linked outside of lists has no notes', () => {
  expect(parseSample().notes).toEqual([])
  expect(
    parseSample(`${base}virtualProxies: default\ncases: [{ name: x, virtualProxies: linked }]\n`).notes,
  ).toEqual([])
})
