import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startCheck, writeUsers } from '../../../support/check-harness.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'

const plan = (expectation = 'identity: same') => `version: 1
site: acme
virtualProxies: [sales]
personas: [{ file: users.csv }]
expect: { ${expectation} }
limits: { rate: 500/s }
`

/** Runs both halves of a plan, which the second machine may have in another version. */
async function runShards(second = plan()) {
  const run = await startCheck({ acme: {} }, plan())
  await writeUsers(run.path('users.csv'), 8)
  await run.check('--shard', '1/2')
  await writeFile(run.path('plan.yaml'), second)
  await run.check('--shard', '2/2')
  const journals = ['plan.1-of-2.ndjson', 'plan.2-of-2.ndjson']
  return {
    ...run,
    journals,
    merge: (...rest: string[]) => runHubpassJson(run, 'report', 'merge', ...journals, ...rest),
    refuse: (...rest: string[]) => runForError(run, 'report', 'merge', ...journals, ...rest),
    [Symbol.asyncDispose]: () => run[Symbol.asyncDispose](),
  }
}

it('report merge refuses the shards of a plan that has changed, and --resume makes them one', async () => {
  await using run = await runShards(plan('hub: reachable'))
  const before = await readdir(run.home)
  const error = await run.refuse('--out', 'night.ndjson', '--reporter', 'html=night.html')
  expect(error).toMatchObject({
    ...{ code: 'JOURNALS_DIFFER', exitCode: 2 },
    message: `The plan "plan.yaml" has changed between the journals ${run.journals.join(' and ')}.`,
    remedy: expect.stringContaining('--resume and the journal plan.1-of-2.ndjson'),
  })
  expect(await readdir(run.home)).toEqual(before)
  await run.check('--shard', '1/2', '--resume')
  const { code, document } = await run.merge('--out', 'night.ndjson')
  expect([code, document]).toMatchObject([0, { result: { summary: { cases: 8, isComplete: true } } }])
  const [joined, second] = [await run.readEntries('night.ndjson'), await run.readEntries(run.journals[1])]
  expect(joined[0].plan).toEqual(second[0].plan)
})

it('report merge leaves out the results of cases that a resumed run did not find in the plan', async () => {
  await using run = await runShards()
  await writeUsers(run.path('users.csv'), 5)
  for (const shard of ['1/2', '2/2']) await run.check('--shard', shard, '--resume')
  const { code, document } = await run.merge()
  expect([code, document]).toMatchObject([0, { result: { summary: { cases: 5, isComplete: true } } }])
  await writeUsers(run.path('users.csv'), 8)
  for (const shard of ['1/2', '2/2']) await run.check('--shard', shard, '--resume')
  expect((await run.merge()).document).toMatchObject({ result: { summary: { cases: 8, isComplete: true } } })
})

it('report merge keeps the results of cases that a resumed run did not select', async () => {
  await using run = await startCheck({ acme: {} }, plan())
  await writeUsers(run.path('users.csv'), 4)
  await run.check()
  expect((await run.check('--resume', '--only', 'u1', '--journal', 'plan.ndjson')).code).toBe(0)
  const { document } = await runHubpassJson(run, 'report', 'merge', 'plan.ndjson')
  expect(document).toMatchObject({ result: { summary: { cases: 4, isComplete: true } } })
})

it.each([
  ['a journal that it reads', 'plan.2-of-2.ndjson', 'BAD_REQUEST'],
  ['the journal of an earlier run', 'before.ndjson', 'BAD_REQUEST'],
  ['the plan', './plan.yaml', 'BAD_REQUEST'],
  ['a file that is no journal', 'users.csv', 'JOURNAL_INVALID'],
])('report merge --out does not replace %s', async (_, out, code) => {
  await using run = await runShards()
  await copyFile(run.path('plan.1-of-2.ndjson'), run.path('before.ndjson'))
  const before = await readFile(run.path(out), 'utf8')
  const error = await run.refuse('--baseline', 'before.ndjson', '--out', out, '--reporter', 'json=night.json')
  expect(error).toMatchObject({ code, exitCode: 2, message: expect.stringContaining(out) })
  expect([await readFile(run.path(out), 'utf8'), await readdir(run.home)]).toEqual([
    before,
    expect.not.arrayContaining(['night.json']),
  ])
})

it('report merge refuses the shards of a plan that has changed, also beside an older journal that does not know', async () => {
  await using run = await runShards(plan('hub: reachable'))
  const [journal = ''] = run.journals
  const text = await readFile(run.path(journal), 'utf8')
  await writeFile(run.path('older.ndjson'), text.replaceAll(/,"content":"[^"]*"/g, ''))
  const error = await runForError(run, 'report', 'merge', 'older.ndjson', ...run.journals)
  expect(error).toMatchObject({
    code: 'JOURNALS_DIFFER',
    message: `The plan "plan.yaml" has changed between the journals ${run.journals.join(' and ')}.`,
  })
})

it('report merge names the first of many shards whose journals are missing, and counts the others', async () => {
  await using run = await runShards()
  const [journal = ''] = run.journals
  const text = await readFile(run.path(journal), 'utf8')
  await writeFile(run.path(journal), text.replace('"count":2', '"count":9999'))
  const { stderr } = await runHubpass(run, 'report', 'merge', journal)
  const named = Array.from({ length: 10 }, (_, index) => `${index + 2}/9999`).join(', ')
  expect(stderr).toBe(`The journals of these shards are missing: ${named} and 9988 more.\n`)
})

it('report merge --out replaces an earlier journal, and a report does not replace the plan', async () => {
  await using run = await runShards()
  for (const _ of [1, 2]) expect((await run.merge('--out', 'night.ndjson')).code).toBe(0)
  expect(await run.refuse('--reporter', 'html=plan.yaml')).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(await readFile(run.path('plan.yaml'), 'utf8')).toBe(plan())
})

it.each([
  ['another file', 'other.yaml', 'plan.yaml', 'other.yaml'],
  ['a file of the same name in another folder', 'other/plan.yaml', 'plan.yaml', 'other/plan.yaml'],
])('report merge refuses the journals of a plan and of %s', async (_, file, one, two) => {
  await using run = await runShards()
  await mkdir(run.path('other'))
  await writeFile(run.path('other/users.csv'), await readFile(run.path('users.csv')))
  await writeFile(run.path(file), plan('refusedWith: NOT_SIGNED_IN'))
  await runHubpass(run, 'check', file, '--journal', 'other.ndjson')
  const error = await runForError(run, 'report', 'merge', 'other.ndjson', 'plan.1-of-2.ndjson')
  expect(error).toMatchObject({
    ...{ code: 'JOURNALS_DIFFER', exitCode: 2 },
    message: `The journals are of different plans: plan.1-of-2.ndjson is of "${one}", other.ndjson is of "${two}".`,
  })
})

it('report merge says that an earlier journal is of another plan, and compares all the same', async () => {
  await using run = await runShards()
  await writeFile(run.path('other.yaml'), plan('hub: reachable'))
  await runHubpass(run, 'check', 'other.yaml', '--journal', 'other.ndjson')
  const compare = (baseline: string) =>
    runHubpass(run, 'report', 'merge', ...run.journals, '--baseline', baseline)
  const { code, stdout, stderr } = await compare('other.ndjson')
  expect([code, stderr]).toEqual([0, 'other.ndjson is of the plan "other.yaml", not of "plan.yaml".\n'])
  expect(stdout).toContain('Compared with the run before')
})

it('report merge joins shards whose plan is elsewhere, has other line numbers, or of which one is older', async () => {
  await using run = await runShards(`# moved\n${plan()}`)
  expect((await run.merge()).code).toBe(0)
  await mkdir(run.path('elsewhere'))
  for (const name of ['plan.yaml', 'users.csv']) await rename(run.path(name), run.path(`elsewhere/${name}`))
  await runHubpass(run, 'check', 'elsewhere/plan.yaml', '--shard', '2/2', '--journal', run.journals[1] ?? '')
  expect((await run.merge()).code).toBe(0)
  const [journal = ''] = run.journals
  const text = await readFile(run.path(journal), 'utf8')
  await writeFile(run.path(journal), text.replaceAll(/,"content":"[^"]*"/g, ''))
  expect((await run.merge()).code).toBe(0)
})
