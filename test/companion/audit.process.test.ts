import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { companionVersion } from '../../companion/version.ts'
import { startHost } from './fixtures/host.ts'
import { errorOf, hubpass, resultOf } from './fixtures/hubpass.ts'
import { startWorld } from './fixtures/world.ts'

const sessionId = 'a-session-id-nobody-may-see'
const sessionHash = createHash('sha256').update(sessionId).digest('hex').slice(0, 16)
const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const login = ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', sessionId]
const file = (home: string) => join(home, 'audit', '000001.jsonl')

const readEntries = async (home: string): Promise<unknown[]> =>
  (await readFile(file(home), 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

/** What of an entry is the same in every test here. */
const entry = (changes: object) => ({
  at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  site: 'acme',
  virtualProxy: '',
  via: 'cli',
  outcome: 'done',
  companion: companionVersion,
  ...changes,
})
const ofUser1 = (changes: object) => entry({ user: 'DOMAIN\\User1', sessionHash, ...changes })

it('tells of sign-ins, ended sessions and logouts from the command line', async () => {
  await using world = await startWorld()
  await resultOf(world, ...login, '--prefix', 'sales')
  await resultOf(world, 'session', 'end', 'acme', sessionId, '--prefix', 'sales')
  await errorOf(world, 'session', 'end', 'acme', sessionId)
  await resultOf(world, 'user', 'logout', 'acme', 'DOMAIN\\User2')
  expect(await readEntries(world.home)).toEqual([
    ofUser1({ action: 'session.create', virtualProxy: 'sales' }),
    entry({ action: 'session.end', virtualProxy: 'sales', sessionHash }),
    entry({ action: 'session.end', sessionHash, outcome: 'SESSION_UNKNOWN' }),
    entry({ action: 'user.logout', user: 'DOMAIN\\User2' }),
  ])
})

it('tells of what was refused before anything was sent', async () => {
  await using world = await startWorld()
  await errorOf(world, 'login', 'limited', '--user', 'DOMAIN\\User1', '--session-id', sessionId)
  await errorOf(world, 'user', 'logout', 'limited', 'DOMAIN\\User1')
  expect(world.qlik.requests).toEqual([])
  expect(await readEntries(world.home)).toEqual([
    ofUser1({ action: 'session.create', site: 'limited', outcome: 'USER_NOT_ALLOWED' }),
    entry({ action: 'user.logout', site: 'limited', user: 'DOMAIN\\User1', outcome: 'USER_NOT_ALLOWED' }),
  ])
})

it('tells of the browser, has written it before the answer, and of a clean-up what became of it', async () => {
  await using world = await startWorld()
  await using host = startHost(world)
  const wish = { site: 'acme', prefix: '', identity, sessionId }
  await host.ask('createSession', wish)
  expect(await readEntries(world.home)).toEqual([ofUser1({ action: 'session.create', via: 'browser' })])
  await host.ask('endSession', { site: 'acme', prefix: '', sessionId })
  await host.ask('logOut', { site: 'acme', prefix: '', user: { userDirectory: 'DOMAIN', userId: 'User1' } })

  const hold = world.qlik.hold({ door: 'qps', method: 'POST' })
  host.send({ id: 77, command: 'createSession', params: wish })
  await hold.reached
  const answer = host.next()
  host.close()
  await answer.catch(() => {})
  await host.ended
  expect((await readEntries(world.home)).slice(1)).toEqual([
    entry({ action: 'session.end', via: 'browser', sessionHash }),
    entry({ action: 'user.logout', via: 'browser', user: 'DOMAIN\\User1' }),
    ofUser1({ action: 'session.cleanup', via: 'browser' }),
    ofUser1({ action: 'session.create', via: 'browser', outcome: 'CANCELLED' }),
  ])
})

it('says of a session that could not be ended that nobody knows', async () => {
  await using world = await startWorld()
  await world.qlik.fault('garbage', { door: 'qps', method: 'POST' })
  await world.qlik.fault('hangUp', { door: 'qps', method: 'DELETE' })
  await errorOf(world, ...login)
  expect(await resultOf(world, 'audit')).toMatchObject({
    entries: [
      ofUser1({ action: 'session.create', outcome: 'UNEXPECTED_RESPONSE' }),
      ofUser1({ action: 'session.cleanup', outcome: 'unknown' }),
    ],
  })
})

it('tells of a session that was ended because its cookie could not be written', async () => {
  await using world = await startWorld()
  const { code } = await errorOf(world, ...login, '--out', join(world.home, 'config.json', 'cookie'))
  expect(code).toBe('FILE_NOT_WRITTEN')
  expect(await readEntries(world.home)).toEqual([
    ofUser1({ action: 'session.create' }),
    ofUser1({ action: 'session.cleanup' }),
  ])
})

it('holds no session id, in no file of the home', async () => {
  await using world = await startWorld()
  await resultOf(world, ...login)
  await errorOf(world, ...login, '--prefix', 'nowhere')
  await resultOf(world, 'session', 'end', 'acme', sessionId)
  const all = await readdir(world.home, { recursive: true, withFileTypes: true })
  const files = all.filter(found => found.isFile())
  expect(files.map(({ name }) => name).toSorted()).toEqual(['000001.jsonl', 'config.json'])
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'utf8')).not.toContain(sessionId)
  expect((await hubpass(world, 'audit')).stdout).not.toContain(sessionId)
})

it('signs in although the log cannot be written, and says so', async () => {
  await using world = await startWorld()
  await writeFile(join(world.home, 'audit'), 'a file in the place of the folder')
  const told = await hubpass(world, ...login)
  expect(told.code).toBe(0)
  expect(told.stderr).toMatch(/^hubpass: not written into the audit log\. The file .*audit could not be/m)
  const { stderr, stdout, code } = await hubpass(world, 'audit')
  expect({ stdout, code }).toMatchObject({
    stdout: expect.stringContaining('Nothing could be read of it'),
    code: 0,
  })
  expect(stderr).toMatch(/^Warning: The file .*audit could not be written: part of its path is not a folder/m)
  expect(stderr.match(/^Warning: /gm)).toHaveLength(1)
})

it.skipIf(process.platform !== 'linux')('signs in on a disk that is full, and says so', async () => {
  await using world = await startWorld()
  await mkdir(join(world.home, 'audit'))
  await symlink('/dev/full', file(world.home))
  const { code, stderr } = await hubpass(world, ...login)
  expect(code).toBe(0)
  expect(stderr).toContain('audit could not be written: the disk is full.')
})

it('shows a table with the newest last, and says where the log lies', async () => {
  await using world = await startWorld()
  const empty = await hubpass(world, 'audit')
  expect(empty).toMatchObject({ code: 0, stderr: '' })
  expect(empty.stdout).toBe(
    `The audit log is empty. Who is signed in from now on is written into ${join(world.home, 'audit')}.\n`,
  )
  const written = { at: '2026-11-22T09:05:07.000Z', site: 'acme', virtualProxy: '', via: 'browser' }
  await mkdir(join(world.home, 'audit'))
  const lines = [
    { ...written, action: 'session.create', user: 'DOMAIN\\\u001b[31mUser1', sessionHash, outcome: 'done' },
    { ...written, at: '2026-11-21T09:05:07.000Z', action: 'session.end', via: 'cli', outcome: 'TIMEOUT' },
  ].map(line => JSON.stringify({ ...line, companion: '0.1.0' }))
  await writeFile(file(world.home), `${lines.join('\n')}\n{"at":"2026-11-2`)
  const { stdout, stderr } = await hubpass({ ...world, env: { TZ: 'UTC' } }, 'audit')
  expect(stdout.split('\n')).toEqual([
    'When                 What            Site  Virtual proxy  User               By       Outcome  Session',
    '2026-11-21 09:05:07  session.end     acme  (default)      -                  cli      TIMEOUT  -',
    `2026-11-22 09:05:07  session.create  acme  (default)      DOMAIN\\�[31mUser1  browser  done     ${sessionHash}`,
    '',
    `2 entries, from ${join(world.home, 'audit')}`,
    '',
  ])
  expect(stderr).toMatch(/^Warning: Not all of .*000001\.jsonl can be read: one line is no whole entry/)
})

it('goes on below a line that was torn', async () => {
  await using world = await startWorld()
  await resultOf(world, ...login)
  await appendFile(file(world.home), '{"at":"2026-11-2')
  await resultOf(world, 'session', 'end', 'acme', sessionId)
  expect(await resultOf(world, 'audit')).toMatchObject({
    entries: [{ action: 'session.create' }, { action: 'session.end' }],
    warnings: [{ code: 'AUDIT_INCOMPLETE', details: { path: file(world.home) } }],
  })
})

it('shows what is asked for', async () => {
  await using world = await startWorld()
  await resultOf(world, ...login)
  await errorOf(world, 'login', 'limited', '--user', 'DOMAIN\\User1')
  await resultOf(world, 'login', 'limited', '--user', 'TESTING_1\\anna')
  const users = async (...options: string[]) => {
    const result = await resultOf(world, 'audit', ...options)
    return (result as { entries: { user: string }[] }).entries.map(({ user }) => user) // as the tests above show
  }
  expect(await users()).toEqual(['DOMAIN\\User1', 'DOMAIN\\User1', 'TESTING_1\\anna'])
  expect(await users('--site', 'limited')).toEqual(['DOMAIN\\User1', 'TESTING_1\\anna'])
  expect(await users('--user', 'testing_*\\*')).toEqual(['TESTING_1\\anna'])
  expect(await users('--limit', '1')).toEqual(['TESTING_1\\anna'])
  expect(await users('--since', '1h')).toHaveLength(3)
  expect(await users('--since', '2999-01-01')).toEqual([])
  expect((await hubpass(world, 'audit', '--site', 'other')).stdout).toMatch(
    /^None of the 3 entries in .* fits/,
  )
  expect((await hubpass(world, 'audit', '--limit', '2')).stdout).toMatch(/\n\nThe last 2 of 3 entries, from /)
})

it.each([
  ['--limit', '0'],
  ['--since', 'yesterday'],
])('refuses %s %s', async (option, value) => {
  await using world = await startWorld()
  expect(await errorOf(world, 'audit', option, value)).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
})
