import { expect, it } from 'vitest'
import { toFinding } from '#protocol/findings/to-finding'
import { readPlan } from '../../../../companion/check/plan/read-plan.ts'
import { checkIds } from '../../../../companion/check/plan/schema/checks.ts'
import { catalog, catalogName } from '../../../../companion/xray/catalog.ts'
import { listProblems, parseSample, samplePlan } from '../../../support/plan-fixture.ts'

/** A small plan with one more line. */
const withLine = (line: string) => `version: 1\nsite: test\npersonas: [{ user: 'D\\a' }]\n${line}\n`

it('a plan has its blocks, checks and limits', () => {
  const plan = parseSample()
  expect(plan).toMatchObject({
    name: 'plan.yaml',
    blocks: [
      { virtualProxies: ['sales', 'finance'], expect: { identity: 'same', hub: 'reachable' } },
      { name: 'Nobody gets in without HR', expect: { refusedWith: 'NOT_SIGNED_IN' } },
    ],
    limits: { concurrency: 8, sessionsPerUser: 3, rate: 40, caseTimeoutMs: 20_000 },
  })
  expect(plan.blocks[0]?.sites).toEqual([{ id: 'test', place: { file: 'plan.yaml', line: 2, column: 7 } }])
  expect(plan.checks?.waivers.get('SC-31')).toMatchObject({
    until: '2027-01-31',
    place: { line: 11, column: 12 },
  })
})

it('a plan accepts each check of the catalog', () => {
  expect(checkIds).toEqual(catalog.map(({ id }) => id))
  expect(catalogName).toBe('session-cookie@1')
})

it.each([
  ['an unknown key', 'persona: []', '4:1 "persona" is no known key. Did you mean personas?'],
  [
    'an unknown key inside',
    'limits: { concurency: 3 }',
    '4:11 "concurency" is no known key of limits. Did you mean concurrency?',
  ],
  [
    'a wrong type',
    'virtualProxies: [7]',
    '4:18 virtualProxies.0 is 7. Put quotation marks around it: it must be a text.',
  ],
  ['a wrong word', 'virtualProxies: linkt', '4:17 virtualProxies is "linkt". Did you mean linked?'],
  [
    'a wrong check',
    'checks: { catalogue: session-cookie@1, allow: [SC-99] }',
    '4:48 checks.allow.0 is "SC-99". Did you mean SC-09?',
  ],
  [
    'a wrong code',
    'expect: { refusedWith: NOT_SIGNEDIN }',
    '4:24 expect.refusedWith is "NOT_SIGNEDIN". Did you mean NOT_SIGNED_IN?',
  ],
  [
    'a date that does not exist',
    'checks: { catalogue: session-cookie@1, waive: { SC-01: { until: 2027-02-30, because: x } } }',
    '4:65 checks.waive.SC-01.until is "2027-02-30". Expected a date that exists, like 2027-01-31.',
  ],
  [
    'a waiver without a reason',
    'checks: { catalogue: session-cookie@1, waive: { SC-01: { until: 2027-02-01 } } }',
    '4:56 checks.waive.SC-01.because is missing. Add because.',
  ],
  [
    'a number out of its range',
    'limits: { sessionsPerUser: 6 }',
    '4:28 limits.sessionsPerUser is 6. Expected at most 5.',
  ],
  ['two sites keys', 'sites: [prod]', '4:1 There is a site and a list of sites. Remove one of them.'],
  [
    'a refusal with an identity',
    'expect: { refusedWith: NOT_SIGNED_IN, identity: same }',
    '4:9 expect is {"identity":"same","refusedWith":"NOT_SIGNED_IN"}. Expected refusedWith alone, because a refused case has no identity, cookie or hub.',
  ],
  [
    'blocks of one name',
    'cases: [{ name: x }, { name: x }]',
    '4:30 "x" is there twice. Remove one, or give it another name.',
  ],
  [
    'a prefix that is there twice',
    'virtualProxies: [sales, sales]',
    '4:25 "sales" is there twice. Remove one, or give it another name.',
  ],
  [
    'a key that is there twice',
    'site: prod',
    '4:1 Map keys must be unique. Remove one of the two keys, or join their values.',
  ],
])('a plan with %s is refused with its place and a remedy', (_, line, problem) => {
  expect(listProblems(withLine(line))).toEqual([problem])
})

it.each([
  [
    'a backslash in double quotation marks',
    'version: 1\nsite: test\npersonas: [{ user: "D\\bob" }]\n',
    /^3:20 .*Use single quotation marks/,
  ],
  [
    'another escape',
    'version: 1\nsite: test\npersonas: [{ user: "D\\qob" }]\n',
    /^3:\d+ .*Use single quotation marks/,
  ],
  ['no site', "version: 1\npersonas: [{ user: 'D\\a' }]\n", /^1:1 No site is named/],
  ['no persona', 'version: 1\nsite: test\n', /^1:1 The plan has neither personas nor cases/],
  ['another version', 'version: 2\nsite: test\n', /^1:10 version is 2\. Expected 1/],
  ['no content', '', /^1:1 /],
  ['a text instead of a plan', 'hello', /^1:1 .*Expected keys with values/],
  ['a tab', 'version: 1\nsite:\n\t- x\n', /^3:1 .*Indent with spaces/],
  ['two documents', 'version: 1\n---\nversion: 1\n', /^2:1 .*more than one document/],
  [
    'a user without a directory',
    'version: 1\nsite: test\npersonas: [{ user: ann }]\n',
    /^3:20 The user "ann" is not a directory and an id/,
  ],
])('a plan with %s is refused with its place', (_, text, problem) => {
  expect(listProblems(text)[0]).toMatch(problem)
})

it.each([
  ['a cycle of aliases', 'version: 1\nsite: &a [*a]\n', /^2:11 The alias \*a contains itself/],
  [
    'a cycle through two anchors',
    'version: 1\nx: &a { y: &b { z: *a } }\n',
    /^2:20 The alias \*a contains itself/,
  ],
  ['an alias of nothing', 'version: 1\nsite: *nothing\n', /^2:7 Nothing has the anchor &nothing/],
  [
    'aliases of aliases',
    `version: 1\na: &a [${'x,'.repeat(40)}]\nb: &b [${'*a,'.repeat(40)}]\nc: &c [${'*b,'.repeat(40)}]\nd: [${'*c,'.repeat(40)}]\n`,
    /^5:5 The aliases until here are more than 10,000, or stand for more than 100,000 values/,
  ],
  ['brackets without an end', '['.repeat(100_000), /nested too deeply/],
])('a plan with %s is refused', (_, text, problem) => {
  expect(listProblems(text)[0]).toMatch(problem)
})

it('aliases that stay small are accepted', () => {
  const text = `version: 1\nsite: test\npersonas:\n  - { user: 'D\\a', attributes: &hr { group: HR } }\n  - { user: 'D\\b', attributes: *hr }\n`
  expect(parseSample(text).blocks[0]?.personas).toHaveLength(2)
})

it('a mistake behind an alias is named at the alias or its anchor', () => {
  const text = `version: 1\nsite: test\npersonas:\n  - &p { user: 'D\\a', atributes: {} }\n  - *p\n`
  expect(listProblems(text)).toEqual([
    '4:23 "atributes" is no known key of personas.0. Did you mean attributes?',
    '4:23 "atributes" is no known key of personas.1. Did you mean attributes?',
  ])
})

it('a plan shows all its mistakes at once, at most 20, and counts the others', () => {
  const text = `version: 1\nsite: test\npersonas:\n${"  - { user: 'D\\a', x: 1 }\n".repeat(25)}`
  expect(listProblems(text)).toHaveLength(20)
  try {
    parseSample(text)
  } catch (error) {
    expect(toFinding(error)).toMatchObject({
      details: { hidden: 5 },
      message: 'The plan has 25 problems. plan.yaml:4:20: "x" is no known key of personas.0.',
    })
  }
})

/** The dollar sign of a variable, apart, because the linter takes `${` in a text for a mistake. */
const $ = '$'

it('variables are filled in, and a missing one is named', () => {
  const text = (user: string) => `version: 1\nsite: ${$}{SITE}\npersonas: [{ user: 'D\\${user}' }]\n`
  const environment = { SITE: 'prod', NAME: 'ann' }
  expect(parseSample(text(`${$}{NAME}`), environment).blocks[0]).toMatchObject({
    sites: [{ id: 'prod' }],
    personas: [{ persona: { user: { userId: 'ann' } } }],
  })
  expect(parseSample(text(`$${$}{NAME}`), environment).blocks[0]?.personas[0]).toMatchObject({
    persona: { user: { userId: `${$}{NAME}` } },
  })
  expect(listProblems(text(`${$}{OTHER}`), environment)).toEqual([
    `3:20 The environment variable OTHER is not set. Set OTHER, or write $${$}{OTHER} for this text itself.`,
  ])
  expect(listProblems(text(`${$}{1 x}`), environment)[0]).toContain('names no environment variable')
})

it('the value of a variable is not in an error', () => {
  const text = `version: 1\nsite: ${$}{PLACE}\npersonas: [{ user: 'D\\a' }]\n`
  expect(listProblems(text, { PLACE: 'Not An Id' })).toEqual([
    `2:7 site is "${$}{PLACE}". Expected the id of a site, as "hubpass site list" shows it.`,
  ])
})

it.each(['passphrase', 'Password', 'session-id', 'sessionId', 'apiKey', 'client_secret', 'token'])(
  'a plan with the key %s is refused without its value',
  key => {
    expect(listProblems(withLine(`${key}: 'do not show'`))).toEqual([
      `4:1 The key "${key}" looks like a secret, which a plan must not contain. Remove it. Hubpass takes credentials only from the configuration of a site.`,
    ])
  },
)

it('a plan that is no file is refused', async () => {
  await expect(readPlan('no/such/plan.yaml', {})).rejects.toMatchObject({ code: 'PLAN_INVALID' })
  await expect(readPlan('test', {})).rejects.toMatchObject({ code: 'PLAN_INVALID' })
})

it('the sample plan has no problem', () => expect(listProblems(samplePlan)).toEqual([]))
