import { execFileSync } from 'node:child_process'
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startCheck } from '../../../support/check-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'
import { credentialFrom } from '../../../support/site-config.ts'

const head = 'version: 1\nsite: acme\n'
const persona = `personas: [{ user: 'DOMAIN\\User1' }]\n`
const fromFile = `${head}personas: [{ file: users.csv }]\n`

type Files = Record<string, string | Buffer>

const inputs: [string, Files, RegExp][] = [
  [
    'an unknown key',
    { 'plan.yaml': `${head}${persona}limit: {}\n` },
    /^plan\.yaml:4:1: "limit" is no known key\. Did you mean limits\?$/,
  ],
  [
    'a wrong type',
    { 'plan.yaml': `${head}${persona}limits: { concurrency: '8' }\n` },
    /^plan\.yaml:4:24: limits\.concurrency is "8"\. Expected a number\.$/,
  ],
  [
    'two equal names',
    { 'plan.yaml': `${head}${persona}cases: [{ name: a }, { name: a }]\n` },
    /^plan\.yaml:4:30: "a" is there twice\./,
  ],
  [
    'two equal keys',
    { 'plan.yaml': `${head}${persona}site: other\n` },
    /^plan\.yaml:4:1: Map keys must be unique\./,
  ],
  [
    'two equal personas',
    { 'plan.yaml': `${head}personas:\n  - user: 'D\\a'\n  - user: 'd\\A'\n` },
    /^plan\.yaml:5:11: "d\\A" with these attributes is there twice, also on line 4\./,
  ],
  [
    'a cycle of aliases',
    { 'plan.yaml': `${head}personas: &all\n  - *all\n` },
    /^plan\.yaml:4:5: The alias \*all contains itself\./,
  ],
  [
    'a bomb of aliases',
    {
      'plan.yaml': `${head}a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: &c [${'*b,'.repeat(50)}]\nd: [${'*c,'.repeat(50)}]\n`,
    },
    /^plan\.yaml:5:122: The aliases until here are more than 10,000, or stand for/,
  ],
  [
    'a million cases',
    {
      'plan.yaml': fromFile,
      'users.csv': `user\n${Array.from({ length: 1_000_000 }, (_, index) => `D\\${index}`).join('\n')}\n`,
    },
    /^plan\.yaml:1:1: The plan has at least 100,001 cases\. A plan has at most 100,000\./,
  ],
  [
    'a broken line in the middle of a CSV file',
    { 'plan.yaml': fromFile, 'users.csv': 'user;group\nD\\a;HR\nD\\b;HR;Sales\nD\\c;HR\n' },
    /^users\.csv:3:1: The line has 3 cells, the first line has 2\./,
  ],
  [
    'a quotation mark that is not closed',
    { 'plan.yaml': fromFile, 'users.csv': '\ufeffuser\n"D\\a"\n"D\\b\nD\\c\n' },
    /^users\.csv:3:1: A quotation mark is not closed\./,
  ],
  [
    'a CSV file without a column of users',
    { 'plan.yaml': fromFile, 'users.csv': 'name\nD\\a\n' },
    /^users\.csv:1:1: No column has the name user\./,
  ],
  [
    'a CSV file in Latin-1',
    { 'plan.yaml': fromFile, 'users.csv': Buffer.from('user,group\nD\\a,K\xf6ln\n', 'latin1') },
    /^users\.csv:2:1: .*U\+FFFD/,
  ],
  [
    'a plan in Latin-1',
    { 'plan.yaml': Buffer.from(`${head}name: K\xf6ln\n`, 'latin1') },
    /^plan\.yaml:3:1: The file plan\.yaml cannot be read: it is not saved as UTF-8/,
  ],
  [
    'a variable that is not set',
    { 'plan.yaml': `${head}personas: [{ user: '\${NOT_SET_HERE}\\a' }]\n` },
    /^plan\.yaml:3:20: The environment variable NOT_SET_HERE is not set\./,
  ],
  [
    'a secret',
    { 'plan.yaml': `${head}personas: [{ user: 'D\\a', password: x }]\n` },
    /^plan\.yaml:3:27: The key "password" looks like a secret/,
  ],
  [
    'a secret in a CSV file',
    { 'plan.yaml': fromFile, 'users.csv': 'user,Session ID\nD\\a,x\n' },
    /^users\.csv:1:1: The key "Session ID" looks like a secret/,
  ],
  ['an empty file', { 'plan.yaml': '' }, /^plan\.yaml:1:1: The file is empty\./],
  [
    'two documents',
    { 'plan.yaml': `${head}---\n${head}` },
    /^plan\.yaml:3:1: The file contains more than one document\./,
  ],
  ['a tab', { 'plan.yaml': `${head}personas:\n\t- user: 'D\\a'\n` }, /^plan\.yaml:4:1: Tabs are not allowed/],
]

it.each(inputs)(
  'check refuses %s with its line and column, and leaves nothing behind',
  async (_, files, sentence) => {
    await using run = await startCheck({ acme: {} }, '')
    for (const [name, content] of Object.entries(files)) await writeFile(run.path(name), content)
    const before = await readdir(run.home)
    const { code, stdout, stderr } = await run.check()
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')[0]).toMatch(sentence)
    expect([await readdir(run.home), run.qlik().requests]).toEqual([before, []])
  },
)

it.skipIf(process.platform === 'win32')('check refuses a plan that is no usable file', async () => {
  await using run = await startCheck({ acme: {} }, '')
  execFileSync('mkfifo', [run.path('pipe.yaml')])
  await mkdir(run.path('folder.yaml'))
  await writeFile(run.path('huge.yaml'), '')
  await truncate(run.path('huge.yaml'), 3_000_000_000)
  const reasons = {
    pipe: 'a pipe or a device',
    folder: 'it is a folder',
    huge: 'at most 2,097,152',
    none: 'it does not exist',
  }
  for (const [name, reason] of Object.entries(reasons)) {
    const { code, stderr } = await runHubpass(run, 'check', `${name}.yaml`)
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)])
    expect(stderr).toMatch(new RegExp(`^${name}\\.yaml:1:1: The file ${name}\\.yaml cannot be read: `))
  }
})

it('check names the line of each site that is not configured', async () => {
  await using run = await startCheck({ acme: {} }, `${head}${persona}cases: [{ name: a, site: nowhere }]\n`)
  const { code, stderr } = await run.check()
  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(/^plan\.yaml:4:26: the site "nowhere" is not configured\.\n/),
  ])
  expect(run.qlik().requests).toEqual([])
})

it('check --dry-run and --list take no part of a run', async () => {
  await using run = await startCheck({ acme: {} }, `${head}${persona}`)
  for (const option of ['--list', '--dry-run'])
    expect(await runForError(run, 'check', 'plan.yaml', option, '--resume')).toMatchObject({
      code: 'BAD_REQUEST',
      exitCode: 2,
    })
})

it.each([
  ['the credential is missing', 3, 'configuration'],
  ['nobody answers', 4, 'network'],
  ['the proxy service answers nonsense', 5, 'qlik'],
] as const)(
  'check exits with its own code if no case can be decided because %s',
  async (_, exitCode, kind) => {
    const configuration =
      kind === 'configuration'
        ? { credential: credentialFrom('/none') }
        : kind === 'network'
          ? { qps: 'localhost:1' }
          : {}
    await using run = await startCheck({ acme: { configuration } }, `${head}${persona}`)
    if (kind === 'qlik') await run.qlik().fault('garbage', { endpoint: 'qps' })
    expect((await run.check()).code).toBe(exitCode)
    expect(await run.readCases()).toMatchObject([{ verdict: 'undecided', kind }])
    const merged = await runHubpass(run, 'report', 'merge', 'plan.ndjson')
    expect([merged.code, await run.listLeft()]).toEqual([exitCode, []])
  },
)
