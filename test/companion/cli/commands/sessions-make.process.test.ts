import type { ChildProcess } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { requestHub } from '../../../doubles/qlik-sense/client.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'
import { canMountDisks, mountSmallDisk } from '../../../support/small-disk.ts'

const FileSchema = v.array(
  v.object({
    userDirectory: v.string(),
    userId: v.string(),
    session: v.object({ name: v.string(), value: v.string() }),
  }),
)

const ManifestSchema = v.looseObject({
  validUntil: v.string(),
  files: v.array(
    v.object({
      name: v.string(),
      settings: v.optional(v.string()),
      sessions: v.array(v.object({ userDirectory: v.string(), userId: v.string(), sessionHash: v.string() })),
    }),
  ),
})

/** Starts a companion with a list of users in its home. */
async function startWithUsers(lines: readonly string[]) {
  const harness = await startCompanionWithQlik()
  const users = join(harness.home, 'users.csv')
  await writeFile(users, ['user,group', ...lines, ''].join('\n'))
  const out = join(harness.home, 'made')
  const make = (...options: string[]) => [
    'sessions',
    'make',
    'acme',
    '--users',
    users,
    '--out',
    out,
    ...options,
  ]
  return { ...harness, out, make }
}

const twoUsers = ['TESTING\\anna,HR', 'TESTING\\bob,']

async function readMade(out: string) {
  const { files, ...manifest } = v.parse(
    ManifestSchema,
    JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')),
  )
  const contents = await Promise.all(
    files.map(async ({ name }) => v.parse(FileSchema, JSON.parse(await readFile(join(out, name), 'utf8')))),
  )
  return { manifest, files, contents }
}

it('sessions make writes a file per worker, and every session signs its own user in', async () => {
  await using harness = await startWithUsers(twoUsers)
  const made = harness.make('--count', '7', '--shards', '3', '--prefix', 'sales')
  expect(await runForResult(harness, ...made)).toMatchObject({
    sessions: 7,
    files: [
      { name: 'sessions.1.json', sessions: 3 },
      { name: 'sessions.2.json', sessions: 2 },
      { name: 'sessions.3.json', sessions: 2 },
    ],
  })
  const { manifest, files, contents } = await readMade(harness.out)
  const sessions = contents.flat()
  for (const { userDirectory, userId, session } of sessions) {
    const { json } = await requestHub(harness.qlik, '/sales/qps/user', { [session.name]: session.value })
    expect(json).toMatchObject({ userDirectory, userId })
  }
  expect(new Set(sessions.map(({ session }) => session.value)).size).toBe(7)
  expect(sessions.filter(({ userId }) => userId === 'anna')).toHaveLength(4)
  expect(harness.qlik.sessions.find(({ userId }) => userId === 'anna')?.attributes).toEqual([['group', 'HR']])
  const text = JSON.stringify(files)
  expect(sessions.filter(({ session }) => text.includes(session.value))).toEqual([])
  expect(manifest).toMatchObject({ version: 1, site: 'acme', prefix: 'sales', format: 'json' })
  expect(Date.parse(manifest.validUntil)).toBeGreaterThan(Date.now())
  expect((await stat(harness.out)).mode & 0o777).toBe(0o700)
  expect((await stat(join(harness.out, 'sessions.1.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(join(harness.home, 'open-sessions'))).toEqual([])
})

it('sessions end ends the sessions of one file, then the others, and can be repeated', async () => {
  await using harness = await startWithUsers(twoUsers)
  await runForResult(harness, ...harness.make('--count', '6', '--shards', '2'))
  const foreign = harness.qlik.addSession({ userDirectory: 'TESTING', userId: 'anna', attributes: [] })
  const end = (...more: string[]) => runForResult(harness, 'sessions', 'end', harness.out, ...more)
  const twice = ['--file', 'sessions.2.json', '--file', 'sessions.2.json']
  expect(await end(...twice)).toMatchObject({ files: ['sessions.2.json'], ended: 3, gone: 0 })
  expect(harness.qlik.sessions).toHaveLength(4)
  expect(await end()).toMatchObject({ ended: 3, gone: 3 })
  expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).toEqual([foreign.sessionId])
  const { stdout } = await runHubpass(harness, 'sessions', 'end', join(harness.out, 'manifest.json'))
  expect(stdout).toBe('Ended 0 sessions. 6 sessions had ended before.\n')
  const unknown = await runForError(harness, 'sessions', 'end', harness.out, '--file', 'other.json')
  expect(unknown).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
})

it('sessions end ends nothing at a site that has another hub here', async () => {
  await using harness = await startWithUsers(twoUsers)
  await runHubpass(harness, ...harness.make('--count', '2'))
  const manifest = join(harness.out, 'manifest.json')
  const made = JSON.parse(await readFile(manifest, 'utf8'))
  await writeFile(manifest, JSON.stringify({ ...made, hub: 'https://other.example.com' }))
  const error = await runForError(harness, 'sessions', 'end', harness.out)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain('https://other.example.com')
  expect(harness.qlik.sessions).toHaveLength(2)
})

it('gopherciser gets a file of users and settings that name it', async () => {
  await using harness = await startWithUsers(twoUsers)
  await runForResult(harness, ...harness.make('--count', '4', '--shards', '2', '--format', 'gopherciser'))
  const rows = (await readFile(join(harness.out, 'sessions.1.txt'), 'utf8')).trimEnd().split('\n')
  expect(rows.map(row => row.split(';').slice(0, 2))).toEqual([
    ['anna', 'TESTING'],
    ['anna', 'TESTING'],
  ])
  expect(JSON.parse(await readFile(join(harness.out, 'settings.1.json'), 'utf8'))).toMatchObject({
    connectionSettings: {
      mode: 'ws',
      headers: { Cookie: 'X-Qlik-Session={{.Password}}', Origin: harness.qlik.hub },
    },
    loginSettings: { type: 'fromfile', settings: { filename: 'sessions.1.txt' } },
  })
})

describe('sessions make leaves nothing and says why', () => {
  it.each<[string, string[], string[], string, number, string]>([
    ['a broken line', [...twoUsers, 'carl,x'], ['--count', '2'], 'USER_LIST_INVALID', 2, 'users.csv:4:1'],
    ['no user', [], ['--count', '2'], 'USER_LIST_INVALID', 2, 'has no user'],
    ['too few users', twoUsers, ['--count', '11'], 'BAD_REQUEST', 2, '11 sessions need at least 3 users'],
    ['a count of none', twoUsers, ['--count', '0'], 'BAD_REQUEST', 2, '"0"'],
    ['more files than sessions', twoUsers, ['--count', '2', '--shards', '3'], 'BAD_REQUEST', 2, '"3"'],
    ['an unknown format', twoUsers, ['--count', '2', '--format', 'har'], 'BAD_REQUEST', 2, '"har"'],
    [
      'a format of one session',
      twoUsers,
      ['--count', '2', '--format', 'netscape'],
      'BAD_REQUEST',
      2,
      'holds one session',
    ],
    [
      'a user whom the format cannot hold',
      ['TESTING\\a;b,'],
      ['--count', '1', '--format', 'gopherciser'],
      'BAD_REQUEST',
      2,
      'ends a user and a directory at ";"',
    ],
    [
      'an unknown virtual proxy',
      twoUsers,
      ['--count', '2', '--prefix', 'nowhere'],
      'VIRTUAL_PROXY_UNKNOWN',
      5,
      'nowhere',
    ],
  ])('for %s', async (_, lines, options, code, exitCode, named) => {
    await using harness = await startWithUsers(lines)
    const error = await runForError(harness, ...harness.make(...options))
    expect(error).toMatchObject({ code, exitCode })
    expect(error.message).toContain(named)
    expect(harness.qlik.sessions).toEqual([])
    expect(await readdir(harness.home)).not.toContain('made')
  })

  it('for users who may not be impersonated', async () => {
    await using harness = await startWithUsers(['DOMAIN\\anna,'])
    const args = harness.make('--count', '1').map(each => (each === 'acme' ? 'limited' : each))
    expect(await runForError(harness, ...args)).toMatchObject({ code: 'USER_NOT_ALLOWED', exitCode: 2 })
    expect(harness.qlik.sessions).toEqual([])
  })

  it('for users whose sessions of others reach the limit', async () => {
    await using harness = await startWithUsers(twoUsers)
    for (let index = 0; index < 3; index += 1)
      harness.qlik.addSession({ userDirectory: 'testing', userId: 'ANNA', attributes: [] })
    const error = await runForError(harness, ...harness.make('--count', '8'))
    expect(error.message).toBe(
      '--count: 8 sessions need at least 2 users, because Qlik Sense allows a user 5 sessions; the list has 2 users, with 3 sessions already.',
    )
    expect(harness.qlik.sessions).toHaveLength(3)
  })

  it('for a folder that exists', async () => {
    await using harness = await startWithUsers(twoUsers)
    await mkdir(harness.out)
    const error = await runForError(harness, ...harness.make('--count', '2'))
    expect(error).toMatchObject({
      code: 'BAD_REQUEST',
      exitCode: 2,
      message: expect.stringContaining('exists'),
    })
    expect(harness.qlik.sessions).toEqual([])
    expect(await readdir(harness.out)).toEqual([])
  })

  it.each([
    ['below a file', ['users.csv', 'made'], 'FILE_NOT_WRITTEN', 'a part of its path is not a folder'],
    ['that is a file', ['users.csv'], 'BAD_REQUEST', 'exists'],
  ])('for a folder %s', async (_, path, code, named) => {
    await using harness = await startWithUsers(twoUsers)
    const args = harness
      .make('--count', '1')
      .map(each => (each === harness.out ? join(harness.home, ...path) : each))
    const error = await runForError(harness, ...args)
    expect(error).toMatchObject({ code, message: expect.stringContaining(named) })
    expect(harness.qlik.sessions).toEqual([])
  })

  it('for a virtual proxy that does not exist, also no parents of the folder', async () => {
    await using harness = await startWithUsers(twoUsers)
    const made = harness.make('--count', '1', '--prefix', 'nowhere')
    await runForError(harness, ...made.map(each => (each === harness.out ? join(each, 'deep', 'er') : each)))
    expect(await readdir(harness.home)).not.toContain('made')
  })

  it('also after another program has used the new parents of the folder, whose files stay', async () => {
    await using harness = await startWithUsers(twoUsers)
    const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
    const parent = join(harness.home, 'new', 'parent')
    const onStart = (child: ChildProcess) =>
      void hold.reached.then(async () => {
        await writeFile(join(parent, 'of-others'), '')
        child.kill('SIGINT')
      })
    const args = harness
      .make('--count', '1')
      .map(each => (each === harness.out ? join(parent, 'made') : each))
    expect(await runForError({ ...harness, onStart }, ...args)).toMatchObject({ code: 'CANCELLED' })
    expect(await readdir(parent)).toEqual(['of-others'])
  })

  it('when Qlik Sense fails in the middle', async () => {
    await using harness = await startWithUsers(twoUsers)
    await harness.qlik.fault('garbage', { endpoint: 'qps', method: 'POST', times: 1 })
    const error = await runForError(harness, ...harness.make('--count', '10'))
    expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', exitCode: 5 })
    expect(harness.qlik.sessions).toEqual([])
    expect(await readdir(harness.home)).not.toContain('made')
    expect(await readdir(join(harness.home, 'open-sessions'))).toEqual([])
  })

  it('on Ctrl-C', async () => {
    await using harness = await startWithUsers(twoUsers)
    const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
    const onStart = (child: ChildProcess) => void hold.reached.then(() => child.kill('SIGINT'))
    const error = await runForError({ ...harness, onStart }, ...harness.make('--count', '10'))
    expect(error).toMatchObject({ code: 'CANCELLED', exitCode: 130 })
    expect(harness.qlik.sessions).toEqual([])
    expect(await readdir(harness.home)).not.toContain('made')
  })

  it('on kill -9, once the next command runs', async () => {
    await using harness = await startWithUsers(twoUsers)
    const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
    const onStart = (child: ChildProcess) => void hold.reached.then(() => child.kill('SIGKILL'))
    await runHubpass({ ...harness, onStart }, ...harness.make('--count', '10'))
    hold.release()
    expect(harness.qlik.sessions).not.toEqual([])
    await runForResult(harness, ...harness.make('--count', '10'))
    expect(harness.qlik.sessions).toHaveLength(10)
    await runForResult(harness, 'sessions', 'end', harness.out)
    expect(harness.qlik.sessions).toEqual([])
  })

  it.skipIf(!canMountDisks)('on a full disk', async () => {
    await using harness = await startWithUsers(twoUsers)
    await using disk = await mountSmallDisk()
    await disk.fill(1)
    const args = harness
      .make('--count', '10')
      .map(each => (each === harness.out ? join(disk.path, 'made') : each))
    expect(await runForError(harness, ...args)).toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 3 })
    expect(harness.qlik.sessions).toEqual([])
    expect((await readdir(disk.path)).filter(name => name.includes('made'))).toEqual([])
    expect(await readdir(join(harness.home, 'open-sessions'))).toEqual([])
  })
})

describe('sessions end refuses', () => {
  it.each([
    ['a folder that is missing', 'missing', undefined, 'cannot be read'],
    ['another file', 'm.json', '{"version":1}', 'is not the manifest'],
    ['a file that is no JSON', 'm.json', 'x', 'is not the manifest'],
  ])('%s', async (_, name, content, named) => {
    await using harness = await startWithUsers(twoUsers)
    const path = join(harness.home, name)
    if (content !== undefined) await writeFile(path, content)
    const error = await runForError(harness, 'sessions', 'end', path)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2, message: expect.stringContaining(named) })
  })

  it.each([
    ['a prefix that leaves its place in a path', '"prefix": ""', '"prefix": "../.."'],
    ['a prefix that is a word of QPS', '"prefix": ""', '"prefix": "session"'],
    ['a user directory that is a step up', '"TESTING"', '".."'],
    ['a user without an id', '"anna"', '""'],
    ['a user id with a control character', '"anna"', '"an\\u001bna"'],
  ])('a manifest that was edited to have %s', async (_, from, to) => {
    await using harness = await startWithUsers(twoUsers)
    await runForResult(harness, ...harness.make('--count', '2'))
    const file = join(harness.out, 'manifest.json')
    const manifest = await readFile(file, 'utf8')
    expect(manifest).toContain(from)
    await writeFile(file, manifest.replace(from, to))
    const error = await runForError(harness, 'sessions', 'end', harness.out)
    expect(error).toMatchObject({
      ...{ code: 'BAD_REQUEST', exitCode: 2 },
      message: expect.stringContaining('is not the manifest'),
    })
    expect(harness.qlik.sessions).toHaveLength(2)
  })

  it('sessions of users who may not be impersonated', async () => {
    await using harness = await startWithUsers(twoUsers)
    await runForResult(harness, ...harness.make('--count', '2'))
    const file = join(harness.out, 'manifest.json')
    const manifest = (await readFile(file, 'utf8'))
      .replace('"acme"', '"limited"')
      .replaceAll('TESTING', 'DOMAIN')
    await writeFile(file, manifest)
    const error = await runForError(harness, 'sessions', 'end', harness.out)
    expect(error).toMatchObject({ code: 'USER_NOT_ALLOWED', exitCode: 2 })
    expect(harness.qlik.sessions).toHaveLength(2)
  })
})
