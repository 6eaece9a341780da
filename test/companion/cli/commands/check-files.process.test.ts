import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { caseEntries, endEntry, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { startCheck, writeUsers } from '../../../support/check-harness.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { canMountDisks, mountSmallDisk } from '../../../support/small-disk.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

const plan = `version: 1
site: acme
virtualProxies: [sales]
personas: [{ file: users.csv }]
limits: { rate: 500/s }
`

async function start(text = plan) {
  const run = await startCheck({ acme: {} }, text)
  await writeFile(run.path('users.csv'), 'user\nDOMAIN\\User1\nDOMAIN\\User2\n')
  return run
}

it.each([
  ['the plan', 'junit=plan.yaml', 'plan.yaml'],
  ['the plan by another path', 'junit=./folder/../plan.yaml', 'plan.yaml'],
  ['the plan by another name', 'junit=linked.yaml', 'plan.yaml'],
  ['the list of users', 'html=users.csv', 'users.csv'],
  ['the journal', 'json=plan.ndjson', 'plan.ndjson'],
  ['another report', 'junit=report.xml,sarif=report.xml', 'report.xml'],
])('check refuses a report that would replace %s, and sends nothing', async (_, reporter, file) => {
  await using run = await start()
  await mkdir(run.path('folder'))
  await link(run.path('plan.yaml'), run.path('linked.yaml'))
  const before = await readFile(run.path(file), 'utf8').catch(() => undefined)
  const error = await runForError(run, 'check', 'plan.yaml', '--reporter', reporter)
  expect([error.code, error.details.field, error.exitCode]).toEqual(['BAD_REQUEST', '--reporter', 2])
  expect([await readFile(run.path(file), 'utf8').catch(() => undefined), run.qlik().requests]).toEqual([
    before,
    [],
  ])
})

it('report merge refuses a report that would replace a journal', async () => {
  await using home = await createTemporaryHome()
  const journal = toLines(runEntry, caseEntries[0] as object, endEntry)
  await writeFile(join(home.path, 'a.ndjson'), journal)
  const where = { home: home.path, cwd: home.path }
  for (const options of [
    ['--reporter', 'junit=a.ndjson'],
    ['--reporter', 'json=out.ndjson', '--out', 'out.ndjson'],
  ]) {
    const error = await runForError(where, 'report', 'merge', 'a.ndjson', ...options)
    expect([error.code, error.exitCode]).toEqual(['BAD_REQUEST', 2])
  }
  expect(await readFile(join(home.path, 'a.ndjson'), 'utf8')).toBe(journal)
})

it.skipIf(process.platform === 'win32')(
  'check refuses a journal that is a pipe, a device or a folder',
  async () => {
    await using run = await start()
    execFileSync('mkfifo', [run.path('pipe')])
    for (const journal of ['pipe', '/dev/null']) {
      const error = await runForError(run, 'check', 'plan.yaml', '--journal', journal)
      expect([error.code, error.exitCode, error.details.reason]).toEqual([
        'FILE_NOT_WRITTEN',
        3,
        'it is a pipe or a device, not a file',
      ])
    }
    await mkdir(run.path('folder'))
    const error = await runForError(run, 'check', 'plan.yaml', '--journal', 'folder')
    expect([error.code, error.details.problem]).toEqual(['JOURNAL_INVALID', 'it is a folder'])
    expect(run.qlik().requests).toEqual([])
  },
)

it.skipIf(!existsSync('/proc/self'))(
  'check refuses a journal in a folder that cannot be created',
  async () => {
    await using run = await start()
    const error = await runForError(run, 'check', 'plan.yaml', '--journal', '/proc/none/a.ndjson')
    expect([error.code, error.exitCode, run.qlik().requests]).toEqual(['FILE_NOT_WRITTEN', 3, []])
  },
)

it.skipIf(!canMountDisks)(
  'check ends its sessions and says so if the disk of the journal is full',
  async () => {
    await using disk = await mountSmallDisk()
    await using run = await start()
    await disk.fill()
    const journal = join(disk.path, 'night.ndjson')
    const { code, stderr } = await run.check('--journal', journal)
    expect(code).toBe(3)
    expect(stderr).toContain(`Could not write the file ${journal}: the disk is full.`)
    expect(await run.listLeft()).toEqual([])
  },
)

it.skipIf(!canMountDisks)(
  'check leaves no half report on a full disk, and says how to make it later',
  async () => {
    await using disk = await mountSmallDisk()
    await using run = await start()
    await writeUsers(run.path('users.csv'), 60)
    await disk.fill(1)
    const before = await readdir(disk.path)
    const report = join(disk.path, 'run.html')
    const { code, stderr } = await run.check('--reporter', `html=${report},junit=junit.xml`)
    expect(code).toBe(3)
    expect(stderr).toContain(`Could not write the file ${report}: the disk is full.`)
    expect(stderr).toContain('report merge')
    expect([await readdir(disk.path), await run.listLeft()]).toEqual([before, []])
    expect(await readFile(run.path('junit.xml'), 'utf8')).toMatch(/<\/testsuites>\n$/)
    const { document } = await runHubpassJson(run, 'report', 'merge', 'plan.ndjson')
    expect(document).toMatchObject({ ok: true, result: { summary: { cases: 60, exitCode: 0 } } })
  },
)

it('report merge is not complete without each shard, and exits with 1', async () => {
  await using run = await start()
  for (const shard of ['1/2', '2/2'])
    await run.check('--shard', shard, '--journal', `${shard[0]}.ndjson`, '--only', 'sales')
  const one = await runHubpass(run, 'report', 'merge', '1.ndjson')
  expect([one.code, one.stderr]).toEqual([1, 'The journals of these shards are missing: 2/2.\n'])
  expect(one.stdout).toContain('The run is not complete.')
  const both = await runHubpass(run, 'report', 'merge', '1.ndjson', '2.ndjson', '--out', 'all.ndjson')
  expect([both.code, both.stderr]).toEqual([0, ''])
  expect((await runHubpass(run, 'report', 'merge', 'all.ndjson')).code).toBe(0)
})

it('joined shards are the single run', async () => {
  await using run = await start()
  await writeUsers(run.path('users.csv'), 9)
  for (const shard of ['1/3', '2/3', '3/3']) await run.check('--shard', shard)
  await run.check()
  await runHubpass(
    run,
    'report',
    'merge',
    ...[1, 2, 3].map(index => `plan.${index}-of-3.ndjson`),
    '--out',
    'all.ndjson',
  )
  const read = async (name: string) =>
    (await run.readEntries(name))
      .filter(({ type }) => type === 'case')
      .map(({ id, name, verdict, items, place, sessions }) => ({ id, name, verdict, items, place, sessions }))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  expect(await read('all.ndjson')).toEqual(await read('plan.ndjson'))
  const [head] = await run.readEntries('all.ndjson')
  expect([head.cases, head.shard]).toEqual([9, undefined])
})

it('report merge of a run that was killed exits with 1, though each case is as expected', async () => {
  await using home = await createTemporaryHome()
  await writeFile(join(home.path, 'a.ndjson'), toLines(runEntry, caseEntries[2] as object))
  const { code, stdout } = await runHubpass(
    { home: home.path, cwd: home.path },
    'report',
    'merge',
    'a.ndjson',
  )
  expect([code, stdout]).toEqual([1, expect.stringContaining('The run is not complete.')])
})

it('check --list shows notes on standard error, and names the mistakes of other options', async () => {
  await using run = await start(plan.replace('[sales]', '[default, sales]'))
  const { code, stderr } = await run.check('--list')
  expect([code, stderr]).toEqual([
    0,
    `plan.yaml:3:18: In a list, default is a virtual proxy with the prefix "default". Write '' for the default virtual proxy.\n`,
  ])
  for (const [option, value] of [
    ['--reporter', 'xml'],
    ['--bail', 'x'],
    ['--max-fail-rate', 'x'],
  ] as const)
    expect(await runForError(run, 'check', 'plan.yaml', '--list', option, value)).toMatchObject({
      code: 'BAD_REQUEST',
      details: { field: option },
    })
})

it('check says that a plan has no cases if its list of users is empty', async () => {
  await using run = await start()
  await writeFile(run.path('users.csv'), 'user\n')
  const error = await runForError(run, 'check', 'plan.yaml')
  expect([error.code, error.exitCode, error.message]).toEqual([
    'NO_CASE_SELECTED',
    2,
    'plan.yaml has no cases.',
  ])
})

it.each(['Pacific/Kiritimati', 'Etc/GMT+12'])(
  'a waiver counts by the day in UTC in the zone %s',
  async zone => {
    const planned = (until: string) =>
      `${plan}checks: { catalogue: session-cookie@1, only: [SC-31], waive: { SC-31: { until: ${until}, because: x } } }\n`
    await using run = await start(planned('9999-12-31'))
    await writeFile(run.path('users.csv'), 'user\nDOMAIN\\User1\n')
    const where = { ...run, env: { TZ: zone } }
    expect((await runHubpass(where, 'check', 'plan.yaml')).code).toBe(0)
    expect(await run.readCases()).toMatchObject([{ verdict: 'waived' }])
    await writeFile(run.path('plan.yaml'), planned('2020-02-29'))
    const { code, stdout } = await runHubpass(where, 'check', 'plan.yaml')
    expect([code, stdout]).toEqual([1, expect.stringContaining('The waiver expired on 2020-02-29 (x).')])
  },
)

it('a run with --only keeps the journal of the whole plan', async () => {
  await using run = await start()
  expect((await run.check()).code).toBe(0)
  const before = await readFile(run.path('plan.ndjson'), 'utf8')
  expect((await run.check('--only', 'User1')).code).toBe(0)
  expect(await readFile(run.path('plan.ndjson'), 'utf8')).toBe(before)
  expect((await run.readEntries('plan.only.ndjson')).filter(({ type }) => type === 'case')).toHaveLength(1)
  const again = await run.checkJson('--only', 'user:*', '--resume')
  expect(again.document).toMatchObject({ ok: true, result: { summary: { cases: 2, isComplete: true } } })
  const shard = await run.check('--only', 'User1', '--shard', '1/1', '--shard-by', 'time', '--list')
  expect([shard.code, shard.stdout]).toEqual([0, expect.stringContaining('1 of 2 cases')])
})

it('a failed check with an expired waiver has one remedy', async () => {
  const checks =
    'checks: { catalogue: session-cookie@1, only: [SC-02], waive: { SC-02: { until: 2020-02-29, because: x } } }'
  await using run = await start(`${plan}${checks}\n`)
  const { stdout } = await run.check('--only', 'User1')
  expect(stdout.match(/Remedy: .*/g)).toEqual([
    expect.stringMatching(/^Remedy: QMC .* Or agree on a later date and write it into the plan\.$/),
  ])
})

it('check --resume reports only cases that the plan still has', async () => {
  await using run = await start()
  expect((await run.check()).code).toBe(0)
  await writeFile(run.path('users.csv'), 'user\nDOMAIN\\User2\nDOMAIN\\User3\n')
  const { code, document } = await run.checkJson('--resume', '--reporter', 'json=report.json')
  expect([code, document]).toMatchObject([0, { result: { summary: { cases: 2, isComplete: true } } }])
  const { cases } = JSON.parse(await readFile(run.path('report.json'), 'utf8'))
  expect(cases.map(({ user }: { user: string }) => user)).toEqual(['DOMAIN\\User2', 'DOMAIN\\User3'])
})
