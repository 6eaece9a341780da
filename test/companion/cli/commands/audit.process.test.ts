import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { companionVersion } from '../../../../companion/util/version.ts'
import { readAuditFiles, readRefusedFiles } from '../../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { startNativeHost } from '../../../support/native-host.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'

const sessionId = 'a-session-id-nobody-may-see'
const sessionHash = createHash('sha256').update(sessionId).digest('hex').slice(0, 16)
const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const loginArgs = ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', sessionId]
const auditFile = (home: string) => join(home, 'audit', '000001.jsonl')

/** Creates an entry with the fields that are the same in every test here. */
const createEntry = (changes: object) => ({
  at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  site: 'acme',
  virtualProxy: '',
  via: 'cli',
  outcome: 'done',
  companion: companionVersion,
  ...changes,
})
const createAskedAnd = (entry: object) => [{ ...entry, outcome: 'asked' }, entry]
const createUser1Entry = (changes: object) => createEntry({ user: 'DOMAIN\\User1', sessionHash, ...changes })

it('records sign-ins, ended sessions and logouts from the command line', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, ...loginArgs, '--prefix', 'sales')
  await runForResult(harness, 'session', 'end', 'acme', sessionId, '--prefix', 'sales')
  await runForError(harness, 'session', 'end', 'acme', sessionId)
  await runForResult(harness, 'user', 'logout', 'acme', 'DOMAIN\\User2')
  expect(await readAuditFiles(harness.home)).toEqual([
    ...createAskedAnd(createUser1Entry({ action: 'session.create', virtualProxy: 'sales' })),
    createEntry({ action: 'session.end', virtualProxy: 'sales', sessionHash, outcome: 'asked' }),
    createUser1Entry({ action: 'session.end', virtualProxy: 'sales' }),
    ...createAskedAnd(createEntry({ action: 'session.end', sessionHash, outcome: 'SESSION_UNKNOWN' })),
    ...createAskedAnd(createEntry({ action: 'user.logout', user: 'DOMAIN\\User2' })),
  ])
})

it('records requests that were rejected before they were sent', async () => {
  await using harness = await startCompanionWithQlik()
  await runForError(harness, 'login', 'limited', '--user', 'DOMAIN\\User1', '--session-id', sessionId)
  await runForError(harness, 'user', 'logout', 'limited', 'DOMAIN\\User1')
  expect(harness.qlik.requests).toEqual([])
  expect(await readAuditFiles(harness.home)).toEqual([])
  expect(await readRefusedFiles(harness.home)).toEqual([
    createUser1Entry({ action: 'session.create', site: 'limited', outcome: 'USER_NOT_ALLOWED' }),
    createEntry({
      action: 'user.logout',
      site: 'limited',
      user: 'DOMAIN\\User1',
      outcome: 'USER_NOT_ALLOWED',
    }),
  ])
})

it('records requests of the browser before the answer, and cleanups with their result', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const params = { site: 'acme', prefix: '', identity, sessionId }
  await host.sendCommand('createSession', params)
  expect(await readAuditFiles(harness.home)).toEqual(
    createAskedAnd(createUser1Entry({ action: 'session.create', via: 'browser' })),
  )
  await host.sendCommand('endSession', { site: 'acme', prefix: '', sessionId })
  await host.sendCommand('logOut', {
    site: 'acme',
    prefix: '',
    user: { userDirectory: 'DOMAIN', userId: 'User1' },
  })

  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send({ id: 77, command: 'createSession', params: params })
  await hold.reached
  const answer = host.nextResponse()
  host.close()
  await answer.catch(() => {})
  await host.ended
  expect((await readAuditFiles(harness.home)).slice(2)).toEqual([
    createEntry({ action: 'session.end', via: 'browser', sessionHash, outcome: 'asked' }),
    createUser1Entry({ action: 'session.end', via: 'browser' }),
    ...createAskedAnd(createEntry({ action: 'user.logout', via: 'browser', user: 'DOMAIN\\User1' })),
    createUser1Entry({ action: 'session.create', via: 'browser', outcome: 'asked' }),
    createUser1Entry({ action: 'session.cleanup', via: 'browser' }),
    createUser1Entry({ action: 'session.create', via: 'browser', outcome: 'CANCELLED' }),
  ])
})

it('records an unknown result if a session could not be ended', async () => {
  await using harness = await startCompanionWithQlik()
  await harness.qlik.fault('garbage', { endpoint: 'qps', method: 'POST' })
  await harness.qlik.fault('hangUp', { endpoint: 'qps', method: 'DELETE' })
  await runForError(harness, ...loginArgs)
  expect(await runForResult(harness, 'audit')).toMatchObject({
    entries: [
      createUser1Entry({ action: 'session.create', outcome: 'UNEXPECTED_RESPONSE' }),
      createUser1Entry({ action: 'session.cleanup', outcome: 'unknown' }),
    ],
  })
})

it('records a session that was ended because its cookie could not be written', async () => {
  await using harness = await startCompanionWithQlik()
  const { code } = await runForError(
    harness,
    ...loginArgs,
    '--out',
    join(harness.home, 'config.json', 'cookie'),
  )
  expect(code).toBe('FILE_NOT_WRITTEN')
  expect(await readAuditFiles(harness.home)).toEqual([
    ...createAskedAnd(createUser1Entry({ action: 'session.create' })),
    createUser1Entry({ action: 'session.cleanup' }),
  ])
})

it('stores no session id in any file of the data folder', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, ...loginArgs)
  await runForError(harness, ...loginArgs, '--prefix', 'nowhere')
  await runForResult(harness, 'session', 'end', 'acme', sessionId)
  const all = await readdir(harness.home, { recursive: true, withFileTypes: true })
  const files = all.filter(found => found.isFile())
  expect(files.map(({ name }) => name).toSorted()).toEqual(['000001.jsonl', 'config.json'])
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'utf8')).not.toContain(sessionId)
  expect((await runHubpass(harness, 'audit')).stdout).not.toContain(sessionId)
})

it('signs in with a warning if the audit log cannot be written', async () => {
  await using harness = await startCompanionWithQlik()
  await writeFile(join(harness.home, 'audit'), 'a file in the place of the folder')
  const output = await runHubpass(harness, ...loginArgs)
  expect(output.code).toBe(0)
  expect(output.stderr).toMatch(
    /^hubpass: could not write to the audit log\. Could not write the file .*audit/m,
  )
  const { stderr, stdout, code } = await runHubpass(harness, 'audit')
  expect({ stdout, code }).toMatchObject({
    stdout: expect.stringContaining('The audit log could not be read'),
    code: 0,
  })
  expect(stderr).toMatch(/^Warning: Could not write the file .*audit: a part of its path is not a folder/m)
  expect(stderr.match(/^Warning: /gm)).toHaveLength(1)
})

it('prints a table with the newest entry last and the folder of the log', async () => {
  await using harness = await startCompanionWithQlik()
  const empty = await runHubpass(harness, 'audit')
  expect(empty).toMatchObject({ code: 0, stderr: '' })
  expect(empty.stdout).toBe(
    `The audit log is empty. Sign-ins are recorded in ${join(harness.home, 'audit')}.\n`,
  )
  const written = { at: '2026-11-22T09:05:07.000Z', site: 'acme', virtualProxy: '', via: 'browser' }
  await mkdir(join(harness.home, 'audit'))
  const lines = [
    { ...written, action: 'session.create', user: 'DOMAIN\\\u001b[31mUser1', sessionHash, outcome: 'done' },
    { ...written, at: '2026-11-21T09:05:07.000Z', action: 'session.end', via: 'cli', outcome: 'TIMEOUT' },
  ].map(line => JSON.stringify({ ...line, companion: '0.1.0' }))
  await writeFile(auditFile(harness.home), `${lines.join('\n')}\n{"at":"2026-11-2`)
  const { stdout, stderr } = await runHubpass({ ...harness, env: { TZ: 'UTC' } }, 'audit')
  expect(stdout.split('\n')).toEqual([
    'When                 What            Site  Virtual proxy  User               By       Outcome  Session',
    '2026-11-21 09:05:07  session.end     acme  (default)      -                  cli      TIMEOUT  -',
    `2026-11-22 09:05:07  session.create  acme  (default)      DOMAIN\\�[31mUser1  browser  done     ${sessionHash}`,
    '',
    `2 entries in ${join(harness.home, 'audit')}`,
    '',
  ])
  expect(stderr).toMatch(
    /^Warning: Parts of the audit log .*000001\.jsonl could not be read: 1 line is not a complete entry/,
  )
})

it.skipIf(process.platform === 'win32').each<[string, (path: string) => Promise<unknown>, string]>([
  ['is a pipe', path => promisify(execFile)('mkfifo', [path]), 'it is a pipe or a device, not a file'],
  ['leads to a device', path => symlink('/dev/zero', path), 'it is a pipe or a device, not a file'],
  ['is a folder', path => mkdir(path), 'it is a folder'],
  [
    'is huge',
    path => writeFile(path, '').then(() => truncate(path, 64 * 1024 ** 2)),
    'it has 67,108,864 bytes, and Hubpass reads at most 8,388,608',
  ],
])('shows the other entries, and the reason, if a file of the log %s', async (_, create, problem) => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, ...loginArgs)
  const path = join(harness.home, 'audit', '000002.jsonl')
  await create(path)
  expect(await runForResult(harness, 'audit')).toMatchObject({
    entries: [{ action: 'session.create', outcome: 'done' }],
    warnings: [{ code: 'AUDIT_INCOMPLETE', details: { path, problem } }],
  })
})

it('continues after an incomplete line', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, ...loginArgs)
  await appendFile(auditFile(harness.home), '{"at":"2026-11-2')
  await runForResult(harness, 'session', 'end', 'acme', sessionId)
  expect(await runForResult(harness, 'audit')).toMatchObject({
    entries: [{ action: 'session.create' }, { action: 'session.end' }],
    warnings: [{ code: 'AUDIT_INCOMPLETE', details: { path: auditFile(harness.home) } }],
  })
})

it('filters entries by site, user, time and number', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, ...loginArgs)
  await runForError(harness, 'login', 'limited', '--user', 'DOMAIN\\User1')
  await runForResult(harness, 'login', 'limited', '--user', 'TESTING_1\\anna')
  const users = async (...options: string[]) => {
    const result = await runForResult(harness, 'audit', ...options)
    return (result as { entries: { user: string }[] }).entries.map(({ user }) => user) // as the tests above show
  }
  expect(await users()).toEqual(['DOMAIN\\User1', 'DOMAIN\\User1', 'TESTING_1\\anna'])
  expect(await users('--site', 'limited')).toEqual(['DOMAIN\\User1', 'TESTING_1\\anna'])
  expect(await users('--user', 'testing_*\\*')).toEqual(['TESTING_1\\anna'])
  expect(await users('--limit', '1')).toEqual(['TESTING_1\\anna'])
  expect(await users('--since', '1h')).toHaveLength(3)
  expect(await users('--since', '2999-01-01')).toEqual([])
  expect((await runHubpass(harness, 'audit', '--site', 'other')).stdout).toMatch(
    /^None of the 3 entries in .* matches/,
  )
  expect((await runHubpass(harness, 'audit', '--limit', '2')).stdout).toMatch(
    /\n\nThe newest 2 of 3 entries in /,
  )
})

it.each([
  ['--limit', '0'],
  ['--since', 'yesterday'],
])('rejects the option %s %s', async (option, value) => {
  await using harness = await startCompanionWithQlik()
  expect(await runForError(harness, 'audit', option, value)).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
  })
})
