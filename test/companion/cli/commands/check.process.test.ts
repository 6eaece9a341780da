import { execFileSync } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { formatPlanSchema, planSchemaFile } from '../../../../build/plan-schema.ts'
import { caseEntries, endEntry, journalText, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { listProblems, samplePlan } from '../../../support/plan-fixture.ts'
import { companionProgram, runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { credentialFrom, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

/** A home and a folder of plans in one. */
async function start(files: Record<string, string>) {
  const home = await createTemporaryHome()
  for (const [name, text] of Object.entries(files)) await writeFile(join(home.path, name), text)
  return {
    home: home.path,
    cwd: home.path,
    file: (name: string) => readFile(join(home.path, name), 'utf8'),
    path: (name: string) => join(home.path, name),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

it('check --list shows the cases of a plan with their places', async () => {
  await using place = await start({ 'plan.yaml': samplePlan })
  const { stdout, code } = await runHubpass(place, 'check', 'plan.yaml', '--list')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^[\da-f]{16} {2}TESTING_1\\ann on sales of test {2}plan\.yaml:5:13\n/)
  expect(stdout).toMatch(/\n6 of 6 cases\n$/)
  const { document } = await runHubpassJson(place, 'check', 'plan.yaml', '--list', '--only', 'prefix:sales')
  expect(document).toMatchObject({
    ok: true,
    result: {
      plan: 'plan.yaml',
      total: 6,
      cases: [{ prefix: 'sales' }, { prefix: 'sales' }, { group: /Nobody/ }],
    },
  })
})

it('the built companion has the schema of plans beside it', async () => {
  const built = await readFile(join(dirname(companionProgram), planSchemaFile), 'utf8')
  expect(built).toBe(formatPlanSchema())
})

it('check --list reads a CSV file beside the plan, and all shards together have each case once', async () => {
  const users = Array.from({ length: 500 }, (_, index) => `TESTING_1\\u${index};HR`)
  const plan = 'version: 1\nsite: test\npersonas: [{ file: users.csv }]\n'
  await using place = await start({
    'plan.yaml': plan,
    'users.csv': `\ufeffuser;group\r\n${users.join('\r\n')}`,
  })
  const shards = await Promise.all(
    ['1/3', '2/3', '3/3'].map(async shard => {
      const { stdout } = await runHubpass(place, 'check', 'plan.yaml', '--list', '--shard', shard)
      return stdout.split('\n').filter(line => /^[\da-f]{16} /.test(line))
    }),
  )
  expect(new Set(shards.flat()).size).toBe(500)
  expect(shards.flat()).toHaveLength(500)
})

it('check --dry-run says what a run takes and sends nothing', async () => {
  await using place = await start({ 'plan.yaml': samplePlan })
  await writeConfig(place.home, {
    ...{
      id: 'test',
      hub: 'https://qlik.example.com',
      qps: 'qlik.example.com:4243',
      qrs: 'qlik.example.com:4242',
    },
    credential: credentialFrom(place.home),
  })
  const { stdout, code } = await runHubpass(place, 'check', 'plan.yaml', '--dry-run')
  expect([code, stdout]).toEqual([
    0,
    '6 of 6 cases, 264 requests and 38 sessions, 7 s or longer.\n  test: 6 cases\nNothing was sent.\n',
  ])
})

it('check --dry-run names a site that is not configured, with its line', async () => {
  await using place = await start({ 'plan.yaml': samplePlan })
  const { stderr, code } = await runHubpass(place, 'check', 'plan.yaml', '--dry-run')
  expect(code).toBe(3)
  expect(stderr).toMatch(/^plan\.yaml:2:7: the site "test" is not configured\.\n/)
})

it('check prints each mistake of a plan on a line of its own, and exits with 2', async () => {
  await using place = await start({ 'plan.yaml': 'version: 1\nsit: test\npersonas: [{ user: "D\\bob" }]\n' })
  const { stderr, code } = await runHubpass(place, 'check', 'plan.yaml', '--list')
  expect([code, stderr]).toEqual([2, 'plan.yaml:2:1: "sit" is no known key. Did you mean site?\n'])
  await writeFile(place.path('plan.yaml'), 'version: 2\nsite: test\npersonas: [{ usr: x }]\n')
  const several = await runHubpass(place, 'check', 'plan.yaml', '--list')
  expect(several.stderr.trimEnd().split('\n')).toEqual([
    'plan.yaml:1:10: version is 2. Expected 1.',
    'plan.yaml:3:12: personas.0.user is missing. Add user.',
    'plan.yaml:3:14: "usr" is no known key of personas.0. Did you mean user?',
  ])
  const error = await runForError(place, 'check', 'plan.yaml', '--list')
  expect(error).toMatchObject({ code: 'PLAN_INVALID', details: { hidden: 0, problems: { length: 3 } } })
})

it.each([
  [['--list', '--only', 'zoe'], 'NO_CASE_SELECTED'],
  [['--dry-run', '--list'], 'BAD_REQUEST'],
  [['--list', '--resume'], 'BAD_REQUEST'],
  [['--dry-run', '--resume'], 'BAD_REQUEST'],
  [['--list', '--shard', '3/2'], 'BAD_REQUEST'],
  [['--list', '--shard', '1/2', '--shard-by', 'size'], 'BAD_REQUEST'],
  [['--list', '--last-failed'], 'JOURNAL_INVALID'],
])('check %j is refused with %s and exits with 2', async (options, code) => {
  await using place = await start({ 'plan.yaml': samplePlan })
  const error = await runForError(place, 'check', 'plan.yaml', ...options)
  expect([error.code, error.exitCode]).toEqual([code, 2])
})

it('check --last-failed and --shard-by time read the journal beside the plan', async () => {
  await using place = await start({ 'plan.yaml': samplePlan })
  const { document } = await runHubpassJson(place, 'check', 'plan.yaml', '--list')
  const [first, second] = Object(document.ok ? document.result : {}).cases
  const [failed] = caseEntries as [(typeof caseEntries)[0]]
  const passed = { ...failed, id: second.id, verdict: 'expected' }
  await writeFile(place.path('plan.ndjson'), toLines(runEntry, { ...failed, id: first.id }, passed, endEntry))
  const again = await runHubpass(place, 'check', 'plan.yaml', '--list', '--last-failed')
  expect(again.stdout).toMatch(new RegExp(`^${first.id} .*\n\n1 of 6 cases\n$`))
  const shard = await runHubpass(
    place,
    'check',
    'plan.yaml',
    '--list',
    '--shard',
    '1/2',
    '--shard-by',
    'time',
  )
  expect(shard.stdout).toMatch(/\n3 of 6 cases\n$/)
})

it('check init prints a plan of the virtual proxies of a site, which check --list reads', async () => {
  await using harness = await startCompanionWithQlik()
  const { stdout, code } = await runHubpass(harness, 'check', 'init', 'acme')
  expect(code).toBe(0)
  expect(listProblems(stdout)).toEqual([])
  expect(stdout).toContain("  - 'sales'")
  const unknown = await runForError(harness, 'check', 'init', 'other')
  expect([unknown.code, unknown.exitCode]).toEqual(['SITE_UNKNOWN', 3])
  expect(await runForError(harness, 'check', 'init')).toMatchObject({
    ...{ code: 'BAD_REQUEST', exitCode: 2 },
    message: expect.stringContaining('no site was named, and there are several'),
  })
  await runHubpass(harness, 'site', 'use', 'acme')
  expect((await runHubpass(harness, 'check', 'init')).stdout).toBe(stdout)
  expect(await runForError(harness, 'check', 'a.yaml', 'b.yaml', '--list')).toMatchObject({
    code: 'BAD_REQUEST',
  })
})

it('report merge joins journals, writes reports that only their owner can read, and exits with 1', async () => {
  const [first, second, third] = caseEntries
  await using place = await start({
    'a.ndjson': toLines(runEntry, first as object, endEntry),
    'b.ndjson': toLines(runEntry, second as object, third as object, endEntry),
    'before.ndjson': toLines(runEntry, third as object, endEntry),
  })
  const { stdout, code } = await runHubpass(
    place,
    ...['report', 'merge', 'a.ndjson', 'b.ndjson', '--out', 'all.ndjson', '--baseline', 'before.ndjson'],
    ...['--reporter', 'terminal,junit=junit.xml,html=run.html'],
  )
  expect(code).toBe(1)
  expect(stdout).toContain('Compared with the run before: 1 new, 0 still there, 0 fixed.')
  expect(stdout).toContain('3 cases: 1 not as expected, 1 undecided, 1 as expected.')
  expect(await place.file('all.ndjson')).toBe(journalText)
  expect(await place.file('junit.xml')).toMatch(/^<\?xml .*<\/testsuites>\n$/s)
  expect((await stat(place.path('run.html'))).mode & 0o777).toBe(0o600)
  const { document } = await runHubpassJson(
    place,
    'report',
    'merge',
    'all.ndjson',
    '--reporter',
    'json=r.json',
  )
  expect(document).toMatchObject({ ok: true, result: { summary: { cases: 3, exitCode: 1 } } })
})

it('report merge appends to the summary of a step on GitHub', async () => {
  await using place = await start({ 'a.ndjson': journalText, 'summary.md': 'before\n' })
  const env = { GITHUB_STEP_SUMMARY: place.path('summary.md') }
  const { stdout } = await runHubpass(
    { ...place, env },
    'report',
    'merge',
    'a.ndjson',
    '--reporter',
    'github',
  )
  expect(stdout).toMatch(/^::error file=plan\.yaml,line=5,col=13,/)
  expect(await place.file('summary.md')).toMatch(/^before\n# Nightly\n/)
})

it('the joined journal ends with the exit code of the joined cases, not with that of a shard', async () => {
  const [, undecided, expected] = caseEntries
  await using place = await start({
    'a.ndjson': toLines(runEntry, undecided as object, { ...endEntry, exitCode: 4 }),
    'b.ndjson': toLines(runEntry, expected as object, { ...endEntry, exitCode: 0 }),
  })
  const { code } = await runHubpass(place, 'report', 'merge', 'a.ndjson', 'b.ndjson', '--out', 'all.ndjson')
  const lines = (await place.file('all.ndjson')).trimEnd().split('\n')
  expect([code, JSON.parse(lines.at(-1) ?? '').exitCode]).toEqual([1, 1])
})

it('a summary of a step that cannot be written stops no other report', async () => {
  await using place = await start({ 'a.ndjson': journalText })
  const env = { GITHUB_STEP_SUMMARY: place.path('missing/summary.md') }
  const merge = ['report', 'merge', 'a.ndjson', '--reporter', 'github,junit=junit.xml']
  expect((await runHubpass({ ...place, env }, ...merge)).code).toBe(3)
  expect(await place.file('junit.xml')).toMatch(/<\/testsuites>\n$/)
})

it.skipIf(process.platform === 'win32')('the summary of a step waits for no reader of a pipe', async () => {
  await using place = await start({ 'a.ndjson': journalText })
  execFileSync('mkfifo', [place.path('pipe')])
  const env = { GITHUB_STEP_SUMMARY: place.path('pipe') }
  const error = await runForError({ ...place, env }, 'report', 'merge', 'a.ndjson', '--reporter', 'github')
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 3 })
})

it('an error in the log of a build is no command of its server', async () => {
  await using place = await start({ 'a.ndjson': journalText })
  const text = '##vso[task.setvariable variable=PATH]x'
  const shown = await runHubpass(place, 'login', '--site', text, '--user', 'DOMAIN\\a')
  const { document } = await runHubpassJson(place, 'login', '--site', text, '--user', 'DOMAIN\\a')
  expect(shown.stderr).toContain('vso[task')
  expect(shown.stderr).not.toContain('##vso[')
  expect(JSON.stringify(document)).toContain('##vso[')
})

it.each([
  ['a file that is no journal', 'hello\n', 'terminal', 'JOURNAL_INVALID', 2],
  [
    'a broken line in the middle',
    `${toLines(runEntry)}{\n${toLines(endEntry)}`,
    'terminal',
    'JOURNAL_INVALID',
    2,
  ],
  ['an unknown reporter', journalText, 'xml', 'BAD_REQUEST', 2],
  ['no case', toLines(runEntry, endEntry), 'terminal', 'NO_CASE_SELECTED', 2],
  ['a folder that cannot be', journalText, 'junit=a.ndjson/x.xml', 'FILE_NOT_WRITTEN', 3],
])('report merge refuses %s', async (_, text, reporter, code, exitCode) => {
  await using place = await start({ 'a.ndjson': text })
  const error = await runForError(place, 'report', 'merge', 'a.ndjson', '--reporter', reporter)
  expect([error.code, error.exitCode]).toEqual([code, exitCode])
})
