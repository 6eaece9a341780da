import { spawn } from 'node:child_process'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readAuditFiles } from '../../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { companionProgram, runHubpass } from '../../../support/run-hubpass.ts'
import { allowSecretsIn } from '../../../support/secrets/registry.ts'

type Stream = 'pipe' | 'ignore' | number

const loginArgs = ['login', 'acme', '--user', 'DOMAIN\\User1']

/** Runs `hubpass` with other standard streams. A reader that is gone has closed its end before. */
function runWithStreams(
  home: string,
  args: string[],
  { stdout = 'pipe', stderr = 'pipe', closed = [] }: { stdout?: Stream; stderr?: Stream; closed?: (1 | 2)[] },
): Promise<{ code: number | null; stderr: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [companionProgram, ...args], {
      env: { ...process.env, HUBPASS_HOME: home },
      stdio: ['ignore', stdout, stderr],
    })
    let text = ''
    child.stderr?.on('data', chunk => {
      text += chunk
    })
    for (const number of closed) child.stdio[number]?.destroy()
    if (!closed.includes(1)) child.stdout?.resume()
    child.on('close', code => resolve({ code, stderr: text }))
  })
}

const readOutcomes = async (home: string) =>
  (await readAuditFiles(home)).map(({ action, outcome }) => `${action} ${outcome}`)
const endedOutcomes = ['session.create asked', 'session.create done', 'session.cleanup done']

it.skipIf(process.platform !== 'linux').each([
  ['as text', []],
  ['as JSON', ['--json']],
  ['in a format', ['--format', 'json']],
])('login ends its session if its output %s meets a full disk', async (_, options) => {
  await using harness = await startCompanionWithQlik()
  await using full = await open('/dev/full', 'w')
  const { code, stderr } = await runWithStreams(harness.home, [...loginArgs, ...options], { stdout: full.fd })
  expect(code).toBe(3)
  expect(stderr).toContain('Could not write the file standard output: the disk is full.')
  expect(harness.qlik.sessions).toEqual([])
  expect(await readOutcomes(harness.home)).toEqual(endedOutcomes)
})

it.each([
  ['as text', []],
  ['as JSON', ['--json']],
])('login ends its session if nobody reads its output %s', async (_, options) => {
  await using harness = await startCompanionWithQlik()
  const { code, stderr } = await runWithStreams(harness.home, [...loginArgs, ...options], { closed: [1] })
  expect(code).toBe(3)
  expect(stderr).toContain('the program that reads it has ended')
  expect(harness.qlik.sessions).toEqual([])
  expect(await readOutcomes(harness.home)).toEqual(endedOutcomes)
})

it('login says that the session may remain if it cannot end it', async () => {
  await using harness = await startCompanionWithQlik()
  await harness.qlik.fault('hangUp', { endpoint: 'qps', method: 'DELETE' })
  const { code, stderr } = await runWithStreams(harness.home, loginArgs, { closed: [1] })
  expect(code).toBe(3)
  expect(stderr).toContain('a session may still exist')
})

it('login keeps its session if the file has it and nobody reads the text', async () => {
  await using harness = await startCompanionWithQlik()
  const file = join(harness.home, 'session.json')
  allowSecretsIn(file)
  const { code } = await runWithStreams(harness.home, [...loginArgs, '--out', file], { closed: [1] })
  expect(code).toBe(0)
  expect(harness.qlik.sessions).toHaveLength(1)
})

it('login works although nobody reads its warnings', async () => {
  await using harness = await startCompanionWithQlik()
  await writeFile(join(harness.home, 'audit'), 'a file in the place of the folder')
  const { code } = await runWithStreams(harness.home, loginArgs, { closed: [2] })
  expect(code).toBe(0)
  expect(harness.qlik.sessions).toHaveLength(1)
})

it.skipIf(process.platform !== 'linux')('login works although its warnings meet a full disk', async () => {
  await using harness = await startCompanionWithQlik()
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  await using full = await open('/dev/full', 'w')
  const { code } = await runWithStreams(harness.home, loginArgs, { stderr: full.fd })
  expect(code).toBe(0)
  expect(harness.qlik.sessions).toHaveLength(1)
})

it('login ends its session if its result cannot be prepared', async () => {
  await using harness = await startCompanionWithQlik()
  await mkdir(join(harness.home, 'folder'))
  const { code } = await runHubpass(harness, ...loginArgs, '--out', join(harness.home, 'folder'))
  expect(code).toBe(3)
  expect(harness.qlik.sessions).toEqual([])
})

it.skipIf(process.platform === 'win32').each([
  ['the answer of QPS', { endpoint: 'qps', method: 'POST' }],
  ['the settings of QRS', { endpoint: 'qrs' }],
] as const)('login ends its session if SIGTERM comes while it waits for %s', async (_, scope) => {
  await using harness = await startCompanionWithQlik()
  const hold = harness.qlik.hold(scope)
  const { code } = await runHubpass(
    {
      ...harness,
      onStart: child =>
        void hold.reached
          .then(() => expect.poll(() => harness.qlik.sessions.length).toBe(1))
          .then(() => child.kill('SIGTERM')),
    },
    ...loginArgs,
  )
  expect(code).toBe(130)
  expect(harness.qlik.sessions).toEqual([])
  expect(await readOutcomes(harness.home)).toEqual([
    'session.create asked',
    'session.cleanup done',
    'session.create CANCELLED',
  ])
})
