import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { estimateRun } from '../../../../companion/check/cases/estimate.ts'
import { countCases, expandCases } from '../../../../companion/check/cases/expand.ts'
import { allOf, anyOf, parseOnly, withId } from '../../../../companion/check/cases/select.ts'
import { parseShard, shardByHash, shardByTime } from '../../../../companion/check/cases/shard.ts'
import type { Plan } from '../../../../companion/check/plan/plan.ts'
import { parsePlan } from '../../../../companion/check/plan/read-plan.ts'
import { collect } from '../../../support/collect.ts'
import { formatProblems, parseSample } from '../../../support/plan-fixture.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

const options = { listLinked: async (site: string) => [`${site}-a`, `${site}-b`] }

const listCases = async (plan: Plan) => collect(expandCases(plan, options))

const parse = (text: string) => parseSample(`version: 1\nsite: test\n${text}\n`)

it('a plan gives each persona on each virtual proxy', async () => {
  const cases = await listCases(parseSample())
  expect(cases.map(({ name }) => name)).toEqual([
    'TESTING_1\\ann on sales of test',
    'TESTING_1\\ann on finance of test',
    'TESTING_1\\bob on sales of test',
    'TESTING_1\\bob on finance of test',
    'Nobody gets in without HR: TESTING_1\\bob on sales of test',
    'Nobody gets in without HR: TESTING_1\\bob on finance of test',
  ])
  expect(await countCases(parseSample(), options)).toBe(6)
  expect(cases[0]?.attributes).toEqual([
    { name: 'group', value: 'HR' },
    { name: 'group', value: 'Sales' },
  ])
})

it('each persona signs in once with each attribute set, which replaces attributes of the same name', async () => {
  const plan = parse(
    "personas: [{ user: 'D\\a', attributes: { group: HR, country: SE } }]\nattributeSets: { eu: { group: [EU, IT] }, none: {} }",
  )
  expect(
    (await listCases(plan)).map(({ name, attributes }) => [name, attributes.map(({ value }) => value)]),
  ).toEqual([
    ['D\\a on test with eu', ['SE', 'EU', 'IT']],
    ['D\\a on test with none', ['HR', 'SE']],
  ])
})

it('linked stands for the virtual proxies that are linked to a proxy', async () => {
  const plan = parse("virtualProxies: linked\npersonas: [{ user: 'D\\a' }]")
  expect((await listCases(plan)).map(({ prefix }) => prefix)).toEqual(['test-a', 'test-b'])
})

it('an id depends on what a case is, not on its place, its expectation or the case of the user', async () => {
  const idOf = async (text: string) => (await listCases(parse(text)))[0]?.id
  const id = await idOf("personas: [{ user: 'D\\a' }]")
  expect(id).toMatch(/^[\da-f]{16}$/)
  expect(await idOf("# a comment\nexpect: { hub: reachable }\npersonas:\n  - user: 'd\\A'")).toBe(id)
  expect(await idOf("personas: [{ user: 'D\\b' }]")).not.toBe(id)
  expect(await idOf("personas: [{ user: 'D\\a', attributes: { group: '' } }]")).not.toBe(id)
  expect(await idOf("virtualProxies: [sales]\npersonas: [{ user: 'D\\a' }]")).not.toBe(id)
})

it('a case that is there twice is named with both lines', async () => {
  const plan = parse("personas:\n  - { user: 'D\\a' }\n  - { user: 'D\\b' }\n  - { user: 'd\\A' }")
  const error = await countCases(plan, options).catch((thrown: unknown) => thrown)
  expect(formatProblems(error)).toEqual([
    '6:13 "d\\A" with these attributes is there twice, also on line 4. Remove one of the two, or give them different attributes.',
  ])
})

it('a million cases are refused without being built', async () => {
  await using folder = await createTemporaryFolder('cases')
  await writeFile(join(folder.path, 'users.csv'), `user\n${'D\\same\n'.repeat(20_000)}`)
  const prefixes = Array.from({ length: 50 }, (_, index) => `p${index}`)
  const text = `version: 1\nsite: test\nvirtualProxies: [${prefixes}]\npersonas: [{ file: users.csv }]\n`
  const plan = parsePlan(text, join(folder.path, 'plan.yaml'), {})
  const error = await countCases(plan, options).catch((thrown: unknown) => thrown)
  expect(formatProblems(error)[0]).toMatch(
    /^1:1 The plan has at least 100,050 cases\. A plan has at most 100,000\./,
  )
})

it('10,000 cases of a CSV file have 10,000 ids', async () => {
  await using folder = await createTemporaryFolder('cases')
  const rows = Array.from({ length: 10_000 }, (_, index) => `D\\u${index}`)
  await writeFile(join(folder.path, 'users.csv'), `user\n${rows.join('\n')}\n`)
  const text = 'version: 1\nsite: test\npersonas: [{ file: users.csv }]\n'
  const plan = parsePlan(text, join(folder.path, 'plan.yaml'), {})
  expect(await countCases(plan, options)).toBe(10_000)
})

it('a broken line of a CSV file is named when the cases are counted', async () => {
  await using folder = await createTemporaryFolder('cases')
  await writeFile(join(folder.path, 'users.csv'), 'user,group\nD\\a,HR\nD\\b\n')
  const text = 'version: 1\nsite: test\npersonas: [{ file: users.csv }]\n'
  const plan = parsePlan(text, join(folder.path, 'plan.yaml'), {})
  const error = await countCases(plan, options).catch((thrown: unknown) => thrown)
  expect(formatProblems(error)).toEqual([expect.stringMatching(/^3:1 The line has 1 cells/)])
})

it.each([
  ['sales of', 2],
  ['SALES OF', 2],
  ['prefix:finance', 2],
  ['prefix:f*', 2],
  ['user:testing_1\\ann', 2],
  ['site:test', 4],
  ['site:prod', 0],
  ['set:', 4],
  ['http://x', 0],
])('--only %s selects %i of four cases', async (only, count) => {
  const plan = parse(
    "virtualProxies: [sales, finance]\npersonas: [{ user: 'TESTING_1\\ann' }, { user: 'TESTING_1\\bob' }]",
  )
  expect((await listCases(plan)).filter(parseOnly(only))).toHaveLength(count)
})

it('--only with the id of a case selects that case', async () => {
  const cases = await listCases(parseSample())
  for (const each of cases) expect(cases.filter(parseOnly(`id:${each.id}`))).toEqual([each])
})

it('filters of a run are joined', async () => {
  const cases = await listCases(parseSample())
  const failed = withId(new Set(cases.slice(0, 2).map(({ id }) => id)))
  const only = anyOf([parseOnly('prefix:finance'), parseOnly('bob')])
  expect(cases.filter(allOf([failed, only]))).toEqual([cases[1]])
  expect(cases.filter(only)).toHaveLength(5)
})

it.each(['0/3', '4/3', '1', 'a/b', '1/0', '-1/3', '1/3/5', ''])('--shard %s is refused', received => {
  expect(() => parseShard(received)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
})

const idArbitrary = fc.stringMatching(/^[\da-f]{16}$/)

it('shards by hash have each case once, and keep it when cases are added', () => {
  fc.assert(
    fc.property(fc.uniqueArray(idArbitrary), fc.integer({ min: 1, max: 20 }), (ids, count) => {
      for (const id of ids) {
        expect(shardByHash(id, count)).toBeGreaterThanOrEqual(1)
        expect(shardByHash(id, count)).toBeLessThanOrEqual(count)
      }
    }),
  )
})

it('shards by time have each case once, and none is longer than the average and one case', () => {
  const timed = fc.uniqueArray(fc.tuple(idArbitrary, fc.integer({ min: 1, max: 10_000 })), {
    selector: ([id]) => id,
    minLength: 1,
  })
  fc.assert(
    fc.property(timed, fc.integer({ min: 1, max: 8 }), (entries, count) => {
      const times = new Map(entries)
      const ids = entries.map(([id]) => id)
      const shards = shardByTime(ids, times, count)
      expect(shardByTime(ids.toReversed(), times, count)).toEqual(shards)
      expect(shards.size).toBe(ids.length)
      const total = entries.reduce((sum, [, ms]) => sum + ms, 0)
      const loads = Array.from({ length: count }, (_, index) =>
        entries.reduce((sum, [id, ms]) => sum + (shards.get(id) === index + 1 ? ms : 0), 0),
      )
      expect(Math.max(...loads)).toBeLessThanOrEqual(total / count + Math.max(...times.values()))
    }),
  )
})

it('an estimate counts requests, sessions and the least time, with the checks of each case', async () => {
  const estimate = (text: string, isInBrowser = false) => {
    const plan = parse(text)
    return estimateRun(plan, expandCases(plan, { listLinked: async () => [] }), { isInBrowser })
  }
  const two = "virtualProxies: ['', sales]\npersonas: [{ user: 'D\\a' }]\nlimits: { rate: 10/s }"
  expect(await estimate(two)).toEqual({
    ...{ cases: 2, requests: 8, sessions: 2, seconds: 1 },
    sites: new Map([['test', 2]]),
  })
  const checked = `${two}
checks: { catalogue: session-cookie@1 }
cases:
  - { name: Refused, expect: { refusedWith: USER_NOT_ALLOWED } }
  - { name: Unchecked, checks: none }`
  expect(await estimate(checked)).toMatchObject({ cases: 6, requests: 144, sessions: 22, seconds: 15 })
  // Those that are refused are not repeated in a browser.
  expect(await estimate(checked, true)).toMatchObject({ cases: 6, requests: 152, sessions: 26 })
})
