import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { companionProgram, runForError, runHubpass } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const execute = promisify(execFile)

/** Creates a home with two sites. */
async function createHomeWithSites() {
  const home = await createTemporaryHome()
  const credential = { kind: 'pem', certificate: '/c', key: '/k', root: '/r' }
  const sites = ['acme', 'other'].map(id => ({
    id,
    hub: `https://${id}`,
    qps: `${id}:1`,
    qrs: `${id}:2`,
    credential,
  }))
  await writeFile(join(home.path, 'config.json'), JSON.stringify({ version: 1, sites }))
  return { home: home.path, [Symbol.asyncDispose]: home[Symbol.asyncDispose] }
}

it.each<[string[], string[]]>([
  [['log'], ['login']],
  [
    ['site', ''],
    ['add', 'edit', 'list', 'show', 'use', 'remove'],
  ],
  [
    ['login', ''],
    ['acme', 'other'],
  ],
  [['login', 'a'], ['acme']],
  [['login', 'acme', ''], []],
  [['login', 'acme', '--us'], ['--user']],
  [['login', '-u', ''], []],
  [
    ['login', '-u', 'D\\u', ''],
    ['acme', 'other'],
  ],
  [['session', 'list', '-s', 'o'], ['other']],
  [['site', 'add', ''], []],
  [
    ['site', 'edit', ''],
    ['acme', 'other'],
  ],
  [['site', 'list', '--qu'], ['--quiet']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish', 'powershell'],
  ],
  [
    ['vp', ''],
    ['acme', 'other'],
  ],
  [['nonsense', 'x', '--j'], ['--json']],
])('completes %j', async (words, candidates) => {
  await using harness = await createHomeWithSites()
  const { stdout } = await runHubpass(harness, 'complete', '--', ...words)
  expect(stdout.split('\n').filter(Boolean)).toEqual(candidates)
})

it.skipIf(process.platform === 'win32')('the script for bash completes in a real bash', async () => {
  await using harness = await createHomeWithSites()
  const bin = join(harness.home, 'bin')
  await mkdir(bin)
  const program = join(bin, 'hubpass')
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${companionProgram}" "$@"\n`)
  await chmod(program, 0o755)
  await writeFile(join(harness.home, 'a file'), '')
  const { stdout: script } = await runHubpass(harness, 'completion', 'bash')
  const complete = async (...words: string[]) => {
    const line = ['hubpass', ...words].map(word => `'${word}'`).join(' ')
    const test = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _hubpass; printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { ...process.env, HUBPASS_HOME: harness.home, PATH: `${bin}:${process.env.PATH}` }
    return (await execute('bash', ['-c', test], { env, cwd: harness.home })).stdout.trim().split('\n')
  }
  expect(await complete('se')).toEqual(['session', 'sessions'])
  expect(await complete('login', '')).toEqual(['acme', 'other'])
  expect(await complete('login', 'acme', '--out', 'a')).toEqual(['a file'])
})

it.each(['zsh', 'fish', 'powershell'])('there is a script for %s', async shell => {
  await using harness = await createHomeWithSites()
  const { stdout, code } = await runHubpass(harness, 'completion', shell)
  expect(code).toBe(0)
  expect(stdout).toContain('complete -- ')
})

it('refuses another shell', async () => {
  await using harness = await createHomeWithSites()
  expect(await runForError(harness, 'completion', 'tcsh')).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
})

it('completes no sites if the configuration is damaged', async () => {
  await using harness = await createHomeWithSites()
  await writeFile(join(harness.home, 'config.json'), '{')
  expect(await runHubpass(harness, 'complete', '--', 'login', '')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
})
