import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import {
  companionProgram,
  runForError,
  runForResult,
  runHubpass,
  runHubpassJson,
} from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

it('prints the version of Hubpass and Node', async () => {
  await using home = await createTemporaryHome()
  expect(await runForResult({ home: home.path }, 'version')).toEqual({
    version: packageJson.version,
    node: process.versions.node,
    platform: process.platform,
  })
  expect((await runHubpass({ home: home.path }, '--version')).stdout.trim()).toBe(packageJson.version)
})

it.each([[['--version']], [['-V']], [['-V', '--output', 'text']]])(
  '%j has the result of the command version with --json',
  async args => {
    await using home = await createTemporaryHome()
    expect(await runForResult({ home: home.path }, ...args)).toEqual(
      await runForResult({ home: home.path }, 'version'),
    )
  },
)

it('--json without a command has the help as its result', async () => {
  await using home = await createTemporaryHome()
  for (const args of [[], ['--help'], ['-h']])
    expect(await runForResult({ home: home.path }, ...args)).toEqual({
      help: expect.stringContaining('Usage: hubpass'),
    })
})

it.each([
  [['site', 'add', 'acme'], "required option '--hub <url>' not specified"],
  [['site', 'add', 'acme', '--hubb', 'x'], "unknown option '--hubb' (did you mean --hub?)."],
  [['login', 'acme', '--user=anna', '--pem'], "unknown option '--pem'."],
  [['logn', 'acme'], "unknown command 'logn' (did you mean login?)."],
  [['site', 'ad'], "unknown command 'ad' (did you mean add?)."],
  [['site', 'show'], "missing required argument 'id'"],
  [['site', 'show', 'a', 'b'], 'too many arguments'],
  [['site', 'rename', 'acme'], "unknown command 'rename'"],
  [['site', 'add', 'acme', '--hub'], "option '--hub <url>' argument missing"],
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['version', '--what'], "unknown option '--what'"],
  [['--what'], "unknown option '--what'"],
  [['help', 'frob'], "unknown command 'frob'"],
  [['help', 'site', 'frob'], "unknown command 'frob'"],
  [['frob', '--help'], "unknown command 'frob'"],
  [['site', 'frob', '-h'], "unknown command 'frob'"],
])('rejects the arguments %j as wrong usage', async (args, problem) => {
  await using home = await createTemporaryHome()
  const error = await runForError({ home: home.path }, ...args)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(problem)
  expect(error.remedy).toContain('--help')
})

it.each([
  [['Two']],
  [['Two', '--hub', 'https://qlik.acme.com']],
  [['Two', '--hub', 'https://qlik.acme.com', '--pem', 'nowhere']],
  [['Two', '--hub', 'nonsense', '--pem', 'x', '--pfx', 'y']],
])('site add %j reports the invalid id before anything else', async args => {
  await using home = await createTemporaryHome()
  expect(await runForError({ home: home.path }, 'site', 'add', ...args)).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    details: { field: 'Site id', received: 'Two' },
  })
})

it.each([
  [['--hub', 'qlik']],
  [['--hub', 'https://h', '--qps', 'h']],
  [['--hub', 'https://h', '--qrs', 'h:0']],
  [['--hub', 'https://h', '--users', 'anna']],
  [['--hub', 'https://h', '--tls-server-name', 'a b']],
  [['--hub', 'https://h', '--thumbprint', 'x']],
])('site add %j reports wrong usage before a certificate that is not found', async args => {
  await using home = await createTemporaryHome()
  const at = { home: home.path, cwd: home.path, env: { HOME: home.path } }
  expect(await runForError(at, 'site', 'add', 'acme', ...args)).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
  })
})

it.each([
  [['site', 'show'], 'hubpass site show --help'],
  [['site', 'frob'], 'hubpass site --help'],
  [['help', 'frob'], 'hubpass --help'],
])('refers to existing help for the wrong arguments %j', async (args, help) => {
  await using home = await createTemporaryHome()
  expect((await runForError({ home: home.path }, ...args)).remedy).toContain(
    `arguments as shown by "${help}"`,
  )
})

it.each([
  ['--sesion-id=SECRET'],
  ["--sesion-id=it's a SECRET'"],
  ['--passphrase=SECRET\nSECRET'],
  ["--sesion-id=SECRET'\n(Did you mean SECRET?)"],
  ['--passphrase=SECRET=SECRET'],
  ['-x=SECRET'],
])('hides the value of the unknown option %j', async option => {
  await using home = await createTemporaryHome()
  const error = await runForError({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1', option)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(`unknown option '${option.replace(/=[\s\S]*/, '')}'`)
  expect(error.output).not.toContain('SECRET')
})

it('prints wrong usage and its remedy to standard error', async () => {
  await using home = await createTemporaryHome()
  expect(await runHubpass({ home: home.path }, 'login')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^Command line: .*\n.*shown by ".*hubpass\S* login --help"\.\n$/),
  })
})

it.each([
  [['--help'], 'site add acme'],
  [['site', '--help'], 'add'],
  [['site', 'add', '--help'], '--tls-server-name'],
  [['login', '-h'], '--attribute group=HR'],
  [['install', '--help'], '--user-data-dir'],
  [['help'], 'site add acme'],
  [['help', 'login'], '--attribute group=HR'],
  [['help', 'site', 'add'], '--tls-server-name'],
])('prints help for %j', async (args, text) => {
  await using home = await createTemporaryHome()
  const output = await runHubpass({ home: home.path }, ...args)
  expect(output).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(text) })
  const { document } = await runHubpassJson({ home: home.path }, ...args)
  expect(document).toMatchObject({ ok: true, result: { help: output.stdout } })
})

it('prints help without arguments', async () => {
  await using home = await createTemporaryHome()
  expect(await runHubpass({ home: home.path })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Usage: hubpass'),
  })
  expect(await runHubpass({ home: home.path }, 'site')).toMatchObject({
    stdout: expect.stringContaining('Usage: hubpass site'),
  })
})

it.skipIf(process.platform !== 'linux').each([
  ['version', /^Could not write the file standard output: the disk is full\.\n/],
  ['version --json', /^Could not write the file standard output: the disk is full\.\n/],
  ['site show nowhere --json', /"nowhere"/],
])('reports that the output of "%s" cannot be written to a full disk', async (line, words) => {
  await using home = await createTemporaryHome()
  const output = runInShell(home.path, `"$NODE" "$HUBPASS" ${line} > /dev/full`)
  expect(output).toMatchObject({ code: 3, stderr: expect.stringMatching(words) })
})

it.skipIf(process.platform === 'win32')('ignores a reader that closes the pipe', async () => {
  await using home = await createTemporaryHome()
  const output = runInShell(home.path, `{ "$NODE" "$HUBPASS" help; echo "code $?" >&2; } | true`)
  expect(output).toMatchObject({ code: 0, stderr: 'code 0\n' })
})

function runInShell(home: string, line: string) {
  const env = { ...process.env, HUBPASS_HOME: home, NODE: process.execPath, HUBPASS: companionProgram }
  const { status, stderr } = spawnSync('sh', ['-c', line], { env, encoding: 'utf8' })
  return { code: status, stderr }
}
