import { readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type ReportedCase, smallPlan, startCheck, writeUsers } from '../../../support/check-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'
import { runHubpassInTerminal } from '../../../support/run-hubpass-in-terminal.ts'

const fourVirtualProxies = ['', 'sales', 'finance', 'portal'].map(prefix => ({ prefix }))

const matrix = `version: 1
sites: [one, two, three]
virtualProxies: ['', sales, finance, portal]
personas: [{ file: users.csv }]
expect: { identity: same, hub: reachable, cookie: { secure: true, domain: '' }, virtualProxy: { maxTimeoutMinutes: 30 } }
limits: { concurrency: 16, rate: 1000/s }
`

const listFailures = (cases: ReportedCase[]): string[] =>
  cases
    .flatMap(({ name, items }) =>
      items.filter(({ verdict }) => verdict !== 'expected').map(({ id }) => `${name}: ${id}`),
    )
    .toSorted()

it('check names exactly the seeded defects of 3 sites with 4 virtual proxies and 25 users each', async () => {
  const changed = (prefix: string, change: object) =>
    fourVirtualProxies.map(each => (each.prefix === prefix ? { ...each, ...change } : each))
  await using run = await startCheck(
    {
      one: {
        double: { virtualProxies: changed('finance', { sessionInactivityTimeout: 90 }) },
      },
      two: {
        double: { virtualProxies: changed('sales', { sessionCookieDomain: 'localhost.test' }) },
        configuration: { users: ['DOMAIN\\*'] },
      },
      three: { double: { virtualProxies: changed('portal', { linked: false }) } },
    },
    matrix,
  )
  const guarded = Array.from({ length: 5 }, (_, index) => `TESTING_1\\t${index}`)
  const free = Array.from({ length: 20 }, (_, index) => `DOMAIN\\u${index}`)
  const users = [...free, ...guarded]
  await writeFile(run.path('users.csv'), ['user;group', ...users.map(user => `${user};HR`), ''].join('\r\n'))
  const { code, stdout } = await run.check('--reporter', 'terminal,json=report.json,junit=junit.xml')
  const cases = await run.readCases()
  expect(listFailures(cases)).toEqual(
    [
      ...users.map(user => `${user} on finance of one: virtualProxy.maxTimeoutMinutes`),
      ...free.map(user => `${user} on sales of two: signIn`),
      ...['two', 'finance of two', 'portal of two', 'sales of two'].flatMap(place =>
        guarded.map(user => `${user} on ${place}: signIn`),
      ),
      ...users.map(user => `${user} on portal of three: signIn`),
    ].toSorted(),
  )
  expect([code, cases.length, await run.listLeft()]).toEqual([1, 300, []])
  expect(stdout).toContain('300 cases: 90 not as expected, 210 as expected.')
  const report = await readFile(run.path('report.json'), 'utf8')
  expect(listFailures(JSON.parse(report).cases)).toEqual(listFailures(cases))
  expect(await readFile(run.path('junit.xml'), 'utf8')).toMatch(/^<\?xml .*<\/testsuites>\n$/s)
  const [first] = await run.readEntries()
  expect(first).toMatchObject({ type: 'run', cases: 300 })
})

it('check waits for settings that QRS sends late, because it judges them', async () => {
  const plan = smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)
  await using run = await startCheck(
    { acme: {} },
    `${plan}expect: { virtualProxy: { maxTimeoutMinutes: 30 } }\n`,
  )
  // Longer than a person waits at a sign-in.
  await run.qlik().fault('slow', { endpoint: 'qrs', ms: 2_000 })
  expect((await run.check()).code).toBe(0)
})

it('check names a user whom the site may not impersonate before it sends anything', async () => {
  await using run = await startCheck(
    { acme: { configuration: { users: ['OTHER\\*'] } } },
    smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`),
  )
  expect((await run.check()).code).toBe(1)
  expect((await run.readCases()).map(({ items }) => items[0]?.code)).toEqual(['USER_NOT_ALLOWED'])
  expect([run.qlik().requests, await run.listLeft()]).toEqual([[], []])
})

it('check signs nobody in where the plan expects a refusal, and exits with 0', async () => {
  const plan = `${smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)}cases:
  - name: No such virtual proxy
    site: acme
    virtualProxies: [nowhere]
    personas: [{ user: 'DOMAIN\\User1' }]
    expect: { refusedWith: VIRTUAL_PROXY_UNKNOWN }
`
  await using run = await startCheck({ acme: {} }, plan)
  const { document, code } = await run.checkJson()
  expect(document).toMatchObject({
    ok: true,
    result: { summary: { cases: 2, exitCode: 0, isComplete: true } },
  })
  expect([code, await run.listLeft()]).toEqual([0, []])
})

it('check asks QRS for linked virtual proxies', async () => {
  const plan = smallPlan
    .replace('[sales]', 'linked')
    .replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)
  await using run = await startCheck({ acme: {} }, plan)
  expect((await run.check()).code).toBe(0)
  expect((await run.readCases()).map(({ name }) => name.replace(/.* on /, '')).toSorted()).toEqual([
    'acme',
    'portal of acme',
    'sales of acme',
  ])
})

it('check runs the chosen checks of the catalog with the attributes of the persona, and ends its sessions', async () => {
  const plan = `${smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1', attributes: { group: HR } }`)}checks: { catalogue: session-cookie@1, only: [SC-01, SC-10, SC-34] }
`
  await using run = await startCheck({ acme: { double: { defects: ['idInLogoutUri'] } } }, plan)
  const { code } = await run.check()
  expect(listFailures(await run.readCases())).toEqual(['DOMAIN\\User1 on sales of acme: SC-10'])
  const created = run
    .qlik()
    .requests.filter(({ method, target }) => method === 'POST' && target.includes('/session'))
  expect(created.length).toBeGreaterThan(1)
  expect(created.every(({ body }) => body.includes('HR'))).toBe(true)
  expect([code, await run.listLeft()]).toEqual([1, []])
})

it('check runs the checks of each block, and none for users who must be refused', async () => {
  const plan = `${smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)}checks: { catalogue: session-cookie@1, only: [SC-10] }
cases:
  - { name: Own, checks: { catalogue: session-cookie@1, only: [SC-34] } }
  - { name: None, checks: none }
  - { name: Refused, personas: [{ user: 'DOMAIN\\NoAccess' }], expect: { refusedWith: NOT_SIGNED_IN } }
`
  await using run = await startCheck(
    {
      acme: { double: { decideAccess: ({ userId }) => (userId === 'NoAccess' ? 'signedOut' : 'accepted') } },
    },
    plan,
  )
  await run.check()
  const checksOf = (items: ReportedCase['items']) =>
    items.flatMap(({ id }) => (id.startsWith('SC-') ? id : []))
  const cases = (await run.readCases()).map(({ name, items }) => [name.split(':')[0], checksOf(items)])
  expect(Object.fromEntries(cases)).toEqual({
    'DOMAIN\\User1 on sales of acme': ['SC-10'],
    ...{ Own: ['SC-34'], None: [], Refused: [] },
  })
  expect(await run.listLeft()).toEqual([])
})

it.each([
  ['2, as the plan says', ', sessionsPerUser: 2', 2],
  ['3, as the plan says nothing', '', 3],
])('check never has more sessions of a user at once than %s', async (_, limit, allowed) => {
  const plan = `version: 1
site: acme
virtualProxies: ['', sales, portal]
personas: [{ user: 'DOMAIN\\User1' }]
attributeSets: { one: { group: A }, two: { group: B } }
limits: { concurrency: 6, rate: 500/s${limit} }
`
  await using run = await startCheck({ acme: {} }, plan)
  const hold = run.qlik().hold({ endpoint: 'proxy' })
  const ended = run.check()
  await expect.poll(() => run.qlik().sessions.length).toBe(allowed)
  hold.release()
  expect([(await ended).code, (await run.readCases()).length]).toEqual([0, 6])
  const log = run.qlik().requests.filter(({ method }) => method !== 'GET')
  let [open, most] = [0, 0]
  for (const { method } of log) {
    open += method === 'POST' ? 1 : -1
    most = Math.max(most, open)
  }
  expect(most).toBe(allowed)
})

it.each([
  ['--bail', '2'],
  ['--max-fail-rate', '60%'],
])('check with %s %s stops or tolerates failures', async (option, value) => {
  await using run = await startCheck({ acme: { configuration: { users: ['DOMAIN\\u1?'] } } }, smallPlan)
  await writeUsers(run.path('users.csv'), 20)
  const { code } = await run.check(option, value)
  const cases = await run.readCases()
  const failed = cases.filter(({ verdict }) => verdict === 'unexpected').length
  if (option === '--bail') {
    expect(code).toBe(1)
    expect(failed).toBeGreaterThanOrEqual(2)
    expect(cases.length).toBeLessThan(20)
    expect((await run.readEntries()).at(-1)).toMatchObject({ type: 'end', interrupted: true })
  } else expect([code, failed]).toEqual([0, 10])
})

it('check exits with 4 if no case can be decided because nobody answers, and with 3 without a site', async () => {
  const plan = smallPlan.replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)
  await using run = await startCheck({ acme: { configuration: { qps: 'localhost:1' } } }, plan)
  expect((await run.check()).code).toBe(4)
  expect(await run.readCases()).toMatchObject([{ verdict: 'undecided', kind: 'network' }])
  await writeFile(run.path('plan.yaml'), plan.replace('acme', 'other'))
  expect(await runForError(run, 'check', 'plan.yaml')).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3 })
})

it('check ends a case that takes too long as undecided, and ends its session', async () => {
  const plan = `${smallPlan
    .replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)
    .replace('rate: 500/s', 'caseTimeout: 1s')}`
  await using run = await startCheck({ acme: {} }, plan)
  await run.qlik().fault('silent', { endpoint: 'proxy' })
  expect((await run.check()).code).toBe(4)
  expect((await run.readCases())[0]?.items[0]).toMatchObject({ code: 'TIMEOUT', verdict: 'undecided' })
  expect(await run.listLeft()).toEqual([])
})

it('check keeps what the sign-in has shown if the checks take too long', async () => {
  const plan = `${smallPlan
    .replace('{ file: users.csv }', `{ user: 'DOMAIN\\User1' }`)
    .replace('rate: 500/s', 'caseTimeout: 5s, rate: 500/s')}expect: { identity: same }
checks: { catalogue: session-cookie@1, only: [SC-10] }
`
  await using run = await startCheck({ acme: {} }, plan)
  run.qlik().hold({ endpoint: 'proxy', path: '/sales/no-such-page-of-hubpass' })
  expect((await run.check()).code).toBe(4)
  const [{ items } = { items: [] }] = await run.readCases()
  expect(items.map(({ id, verdict, code }) => [id, verdict, code])).toEqual([
    ['signIn', 'expected', undefined],
    ['identity', 'expected', undefined],
    ['checks', 'undecided', 'TIMEOUT'],
  ])
  expect(await run.listLeft()).toEqual([])
})

it('check decides what it can when a server goes away in the middle, and the next run ends what is left', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 12)
  const hold = run.qlik().hold({ endpoint: 'proxy', path: '/sales/qps/user' })
  const ended = run.check()
  await hold.reached
  const fault = await run.qlik().fault('refused', { endpoint: 'qps' })
  hold.release()
  expect((await ended).code).toBe(1)
  const verdicts = (await run.readCases()).map(({ verdict }) => verdict)
  expect([verdicts.length, new Set(verdicts)]).toEqual([12, new Set(['expected', 'undecided'])])
  await fault.end()
  await runHubpass(run, 'session', 'list', 'acme')
  expect(await run.listLeft()).toEqual([])
})

it.each([
  [['--bail', '0'], '--bail'],
  [['--max-fail-rate', '101%'], '--max-fail-rate'],
  [['--reporter', 'pdf'], '--reporter'],
  [['--resume', '--last-failed'], '--resume'],
])('check %j is refused before anything is sent', async (options, field) => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  const error = await runForError(run, 'check', 'plan.yaml', ...options)
  expect([error.code, error.details.field, error.exitCode]).toEqual(['BAD_REQUEST', field, 2])
  expect(run.qlik().requests).toEqual([])
})

it('check exits with 2 if no case is selected', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 2)
  const error = await runForError(run, 'check', 'plan.yaml', '--only', 'zoe')
  expect([error.code, error.exitCode, run.qlik().requests]).toEqual(['NO_CASE_SELECTED', 2, []])
})

it('check shows its progress on a terminal and removes it before the report', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 3)
  const { code, screen } = await runHubpassInTerminal(run, '', 'check', run.path('plan.yaml'))
  expect(code).toBe(0)
  const lines = screen.split('\r')
  expect(lines.join('\n')).toMatch(/0 of 3 cases, 0 not as expected, 0\.0 per second/)
  expect(lines.findIndex(line => /of 3 cases/.test(line))).toBeLessThan(
    lines.findIndex(line => /All 3 cases/.test(line)),
  )
})

it('check keeps to the rate of the plan with many cases at once, and again with --resume', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan.replace('4, rate: 500/s', '16, rate: 40/s'))
  await writeUsers(run.path('users.csv'), 8)
  // A request can come later than its time, never before it.
  const countPerRate = async (...options: string[]) => {
    const [before, startedAt] = [run.qlik().requests.length, performance.now()]
    expect((await run.check(...options)).code).toBe(0)
    const count = run.qlik().requests.length - before
    const earliestMs = ((count - 1) * 1_000) / 40
    return { count, isTooFast: performance.now() - startedAt < earliestMs }
  }
  expect(await countPerRate('--journal', 'night.ndjson', '--only', 'user:*u1')).toEqual({
    count: 6,
    isTooFast: false,
  })
  expect(await countPerRate('--journal', 'night.ndjson', '--resume')).toEqual({
    count: 7 * 4 + 2,
    isTooFast: false,
  })
})

it('the reports of a run have the exit code of the command', async () => {
  await using run = await startCheck(
    { acme: { configuration: { users: ['DOMAIN\\u0', 'DOMAIN\\u1'] } } },
    smallPlan,
  )
  const reporter = ['--reporter', 'json=report.json,sarif=report.sarif']
  const readCodes = async () => {
    const [json, sarif] = await Promise.all(
      ['report.json', 'report.sarif'].map(async name => JSON.parse(await readFile(run.path(name), 'utf8'))),
    )
    return [json.summary.exitCode, json.summary.isComplete, sarif.runs[0].invocations[0].exitCode]
  }
  await writeUsers(run.path('users.csv'), 2)
  expect([(await run.check(...reporter)).code, await readCodes()]).toEqual([0, [0, true, 0]])
  await writeUsers(run.path('users.csv'), 3)
  expect([(await run.check(...reporter)).code, await readCodes()]).toEqual([1, [1, true, 1]])
  const tolerant = await run.check(...reporter, '--max-fail-rate', '40%')
  expect([tolerant.code, await readCodes()]).toEqual([0, [0, true, 0]])
})
