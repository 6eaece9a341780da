import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { smallPlan, startCheck, writeUsers } from '../../../support/check-harness.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { canMountDisks, mountSmallDisk } from '../../../support/small-disk.ts'

/** Runs `plan.yaml` and sends a signal when the first case asks the hub. */
async function interrupt(run: Awaited<ReturnType<typeof startCheck>>, signal: 'SIGINT' | 'SIGKILL') {
  const hold = run.qlik().hold({ endpoint: 'proxy', path: '/sales/qps/user' })
  const onStart = (child: { kill: (signal: 'SIGINT' | 'SIGKILL') => boolean }) =>
    void expect
      .poll(() => run.qlik().sessions.length)
      .toBe(4)
      .then(() => child.kill(signal))
      .finally(() => hold.release())
  return runHubpass({ ...run, onStart }, 'check', 'plan.yaml')
}

it('Ctrl-C ends all sessions and leaves a whole journal, and --resume does the rest', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 12)
  const { code, stderr } = await interrupt(run, 'SIGINT')
  expect([code, await run.listLeft()]).toEqual([130, []])
  expect(stderr).toContain('--resume')
  const entries = await run.readEntries()
  expect(entries.at(-1)).toMatchObject({ type: 'end', interrupted: true, exitCode: 130 })
  expect(entries.length).toBeLessThan(12)
  const { document, code: resumed } = await run.checkJson('--resume')
  expect([resumed, document]).toMatchObject([0, { result: { summary: { cases: 12, isComplete: true } } }])
  const posts = run.qlik().requests.length
  expect((await run.check('--resume')).code).toBe(0)
  expect(run.qlik().requests.length).toBe(posts)
})

it('the next check ends the sessions of a killed one, and --resume keeps its results', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 12)
  const { code } = await interrupt(run, 'SIGKILL')
  expect(code).toBe(-1)
  expect(run.qlik().sessions).toHaveLength(4)
  const { code: resumed } = await run.check('--resume')
  expect([resumed, await run.listLeft(), (await run.readCases()).length]).toEqual([0, [], 12])
})

it.each([
  ['is not complete', 'shorter', 3, { code: 1, cases: 3, isComplete: false }],
  ['runs no other case', 'longer', 20, { code: 0, cases: 8, isComplete: true }],
])('a run %s if a list of users becomes %s before its cases start', async (_, __, count, expected) => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 8)
  await interrupt(run, 'SIGKILL')
  // The next run begins with the sessions of the killed one.
  const hold = run.qlik().hold({ endpoint: 'qps' })
  const running = run.checkJson()
  await hold.reached
  await writeUsers(run.path('users.csv'), count)
  hold.release()
  const { code, document } = await running
  const { cases, isComplete } = expected
  expect([code, document]).toMatchObject([expected.code, { result: { summary: { cases, isComplete } } }])
  const end = { type: 'end', interrupted: !isComplete, exitCode: code }
  expect([(await run.readCases()).length, (await run.readEntries()).at(-1)]).toMatchObject([cases, end])
})

const editedPlan = (block: string) => `version: 1
site: acme
virtualProxies: [sales]
personas: [{ user: 'DOMAIN\\kept' }]
cases: [{ name: Edited, personas: [{ user: 'DOMAIN\\bob' }, { user: 'DOMAIN\\eve' }], ${block} }]
limits: { rate: 500/s }
`

const checksWith = (rest: string) =>
  `expect: { hub: reachable }, checks: { catalogue: session-cookie@1, only: [SC-01], ${rest} }`

it('--resume repeats the cases whose expectation, checks or waivers the plan has changed, and no others', async () => {
  await using run = await startCheck({ acme: {} }, editedPlan('expect: { identity: same }'))
  await run.check()
  for (const [block, verdict] of [
    ['expect: { refusedWith: NOT_SIGNED_IN }', 'unexpected'],
    ['expect: { hub: reachable }', 'expected'],
    [checksWith('allow: [SC-12]'), 'expected'],
    [checksWith('allow: [SC-12], waive: { SC-01: { until: 2999-01-31, because: later } }'), 'expected'],
    [checksWith('allow: [SC-12], waive: { SC-01: { until: 2020-01-31, because: later } }'), 'waiverExpired'],
  ] as const) {
    await writeFile(run.path('plan.yaml'), editedPlan(block))
    const { document } = await run.checkJson('--resume')
    expect(document).toMatchObject({ ok: true, result: { summary: { cases: 3, isComplete: true } } })
    const last = (await run.readCases()).slice(-2)
    expect([block, ...last.map(({ name, verdict }) => [name.slice(0, 6), verdict])]).toEqual([
      block,
      ['Edited', verdict],
      ['Edited', verdict],
    ])
    const before = run.qlik().requests.length
    await writeFile(run.path('plan.yaml'), `# moved\n${editedPlan(block)}`)
    await run.check('--resume')
    expect([block, run.qlik().requests.length]).toEqual([block, before])
  }
  expect(await run.readCases()).toHaveLength(3 + 5 * 2)
  expect(await run.listLeft()).toEqual([])
}, 60_000)

it('a report of --resume has no result of a case that the plan has changed and that did not run again', async () => {
  const oneByOne = (block: string) => editedPlan(block).replace('limits: {', 'limits: { concurrency: 1,')
  await using run = await startCheck({ acme: {} }, oneByOne('expect: { identity: same }'))
  await run.check()
  await writeFile(run.path('plan.yaml'), oneByOne('expect: { refusedWith: NOT_SIGNED_IN }'))
  const { code, document } = await run.checkJson('--resume', '--bail', '1')
  expect([code, document]).toMatchObject([
    1,
    { result: { summary: { cases: 2, isComplete: false, verdicts: { expected: 1, unexpected: 1 } } } },
  ])
})

it('the journal of --resume has no result for its report that the plan has left behind, but those of other cases', async () => {
  const withUsers = (users: string, expectation: string) =>
    smallPlan
      .replace('[{ file: users.csv }]', `[${users}]`)
      .replace('limits:', `expect: { ${expectation} }\nlimits:`)
  const [ann, bob, eve] = ['ann', 'bob', 'eve'].map(name => `{ user: 'DOMAIN\\${name}' }`)
  await using run = await startCheck(
    { acme: {} },
    withUsers(`${ann}, ${bob}, ${eve}`, 'refusedWith: NOT_SIGNED_IN'),
  )
  const report = async (name = 'plan.ndjson', out = 'joined.ndjson') =>
    (await runHubpassJson(run, 'report', 'merge', name, '--out', out)).document
  expect((await run.check()).code).toBe(1)
  await writeFile(run.path('plan.yaml'), withUsers(`${ann}, ${bob}`, 'identity: same'))
  expect((await run.check('--resume', '--only', 'ann', '--journal', 'plan.ndjson')).code).toBe(0)
  expect(await report()).toMatchObject({ result: { summary: { verdicts: { expected: 1, unexpected: 1 } } } })
  expect((await run.check('--resume')).code).toBe(0)
  const summary = { cases: 2, isComplete: true, verdicts: { expected: 2 }, exitCode: 0 }
  expect(await report()).toMatchObject({ result: { summary } })
  expect(await report('joined.ndjson', 'again.ndjson')).toMatchObject({ result: { summary } })
  expect(JSON.stringify(await report())).not.toContain('lost')
})

it('--resume takes the cases of a journal that does not say what they expected as unchanged', async () => {
  await using run = await startCheck({ acme: {} }, editedPlan('expect: { identity: same }'))
  await run.check()
  const journal = await readFile(run.path('plan.ndjson'), 'utf8')
  await writeFile(run.path('plan.ndjson'), journal.replaceAll(/"content":"[^"]*",/g, ''))
  const before = run.qlik().requests.length
  await writeFile(run.path('plan.yaml'), editedPlan('expect: { hub: reachable }'))
  const { document } = await run.checkJson('--resume')
  expect(document).toMatchObject({ ok: true, result: { summary: { cases: 3, isComplete: true } } })
  expect(run.qlik().requests.length).toBe(before)
})

it('two runs never write one journal', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 1)
  const hold = run.qlik().hold({ endpoint: 'proxy' })
  const first = run.check()
  await hold.reached
  expect(await runForError(run, 'check', 'plan.yaml')).toMatchObject({ code: 'JOURNAL_IN_USE', exitCode: 3 })
  hold.release()
  expect([(await first).code, await run.listLeft()]).toEqual([0, []])
})

it('check refuses to go on with the journal of another plan, and leaves it as it is', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 2)
  await run.check()
  await writeFile(run.path('other.yaml'), smallPlan)
  const before = await readFile(run.path('plan.ndjson'), 'utf8')
  const error = await runForError(run, 'check', 'other.yaml', '--journal', 'plan.ndjson', '--resume')
  expect([error.code, error.exitCode]).toEqual(['JOURNAL_INVALID', 2])
  expect(error.details).toMatchObject({
    line: 1,
    problem: 'it belongs to the plan "plan.yaml", not to "other.yaml"',
  })
  expect([await readFile(run.path('plan.ndjson'), 'utf8'), run.qlik().requests.length]).toEqual([before, 10])
})

it('check goes on with a journal that was cut in the middle of a line', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 6)
  await run.check()
  const lines = (await readFile(run.path('plan.ndjson'), 'utf8')).split('\n')
  await writeFile(run.path('plan.ndjson'), `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 40)}`)
  const { code, document } = await run.checkJson('--resume')
  expect([code, document]).toMatchObject([0, { result: { summary: { cases: 6, isComplete: true } } }])
  expect([new Set((await run.readCases()).map(({ name }) => name)).size, await run.listLeft()]).toEqual([
    6,
    [],
  ])
})

it('--resume keeps the last case of a journal that has lost its last line break', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 3)
  await run.check()
  const lines = (await readFile(run.path('plan.ndjson'), 'utf8')).split('\n')
  await writeFile(run.path('plan.ndjson'), lines.slice(0, 3).join('\n'))
  const { code, document } = await run.checkJson('--resume')
  expect([code, document]).toMatchObject([0, { result: { summary: { cases: 3, isComplete: true } } }])
})

it.skipIf(!canMountDisks)(
  'check ends its sessions when the disk of the journal is full, and --resume does the rest',
  async () => {
    await using run = await startCheck({ acme: {} }, smallPlan)
    await using disk = await mountSmallDisk()
    await writeUsers(run.path('users.csv'), 60)
    await disk.fill(2)
    const journal = ['--journal', join(disk.path, 'night.ndjson')]
    const error = await runForError(run, 'check', 'plan.yaml', ...journal)
    expect([error.code, error.exitCode, error.details.reason]).toEqual([
      'FILE_NOT_WRITTEN',
      3,
      'the disk is full',
    ])
    expect(await run.listLeft()).toEqual([])
    await rm(join(disk.path, 'filler'))
    const { code, document } = await run.checkJson(...journal, '--resume')
    expect([code, document]).toMatchObject([0, { result: { summary: { cases: 60, isComplete: true } } }])
  },
)
