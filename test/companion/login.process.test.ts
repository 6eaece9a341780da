import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askHub } from '../doubles/qlik-sense/ask.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { errorOf, hubpass, hubpassJson, resultOf } from './fixtures/hubpass.ts'
import { configure, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'

const user = ['--user', 'DOMAIN\\User1']

async function startWorld() {
  const home = await temporaryHome()
  const qlik = await QlikSenseDouble.start()
  await configure(home.path, siteFor(qlik), siteFor(qlik, { id: 'limited', users: ['TESTING_*\\*'] }))
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { home: home.path, qlik, [Symbol.asyncDispose]: dispose }
}

it('gives the session, its cookie and the virtual proxy', async () => {
  await using world = await startWorld()
  const attributes = [
    '--attribute',
    'group=HR',
    '--attribute',
    'group=IT',
    '--attribute',
    'note=',
    '--attribute',
    'sum=a=b',
  ]
  const result = await resultOf(world, 'login', 'acme', '--prefix', 'sales', ...user, ...attributes)
  const { sessionId } = world.qlik.sessions[0] ?? { sessionId: '' }
  expect(sessionId).toMatch(/^[0-9a-f-]{36}$/)
  expect(result).toEqual({
    session: {
      sessionId,
      userDirectory: 'DOMAIN',
      userId: 'User1',
      attributes: [
        { name: 'group', value: 'HR' },
        { name: 'group', value: 'IT' },
        { name: 'note', value: '' },
        { name: 'sum', value: 'a=b' },
      ],
      newUser: true,
    },
    cookie: {
      name: 'X-Qlik-Session-sales',
      value: sessionId,
      domain: 'localhost',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'unspecified',
      url: `${world.qlik.hub}/`,
    },
    virtualProxy: { prefix: 'sales' },
  })
})

it('makes a session that the hub takes', async () => {
  await using world = await startWorld()
  const { cookie } = (await resultOf(world, 'login', 'acme', ...user)) as {
    cookie: { name: string; value: string }
  }
  const { json } = await askHub(world.qlik, '/qps/user', { [cookie.name]: cookie.value })
  expect(json).toMatchObject({ userDirectory: 'DOMAIN', userId: 'User1' })
})

it('asks QPS as it is documented', async () => {
  await using world = await startWorld()
  await resultOf(
    world,
    'login',
    'acme',
    '--prefix',
    'sales',
    ...user,
    '--attribute',
    'a=b',
    '--session-id',
    'my-session-id',
  )
  const [asked] = world.qlik.requests
  const xrfkey = /xrfkey=([0-9a-zA-Z]{16})$/.exec(asked?.target ?? '')?.[1]
  expect(asked).toMatchObject({
    method: 'POST',
    path: '/qps/sales/session',
    headers: { 'x-qlik-xrfkey': xrfkey, 'content-type': 'application/json' },
  })
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    UserDirectory: 'DOMAIN',
    UserId: 'User1',
    Attributes: [{ a: 'b' }],
    SessionId: 'my-session-id',
  })
})

it('writes the result into a file that only its owner may read', async () => {
  await using world = await startWorld()
  const file = join(world.home, 'out', 'session.json')
  const told = await hubpass(world, 'login', 'acme', ...user, '--out', file)
  const { session } = JSON.parse(await readFile(file, 'utf8'))
  expect(session.sessionId).toBe(world.qlik.sessions[0]?.sessionId)
  expect(told.stdout).toContain(`Written to ${file}`)
  expect(told.stdout).not.toContain(session.sessionId)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(world.home, 'out'))).toEqual(['session.json'])
})

it('ends the session when the file cannot be written', async () => {
  await using world = await startWorld()
  const error = await errorOf(world, 'login', 'acme', ...user, '--out', join(world.home, 'config.json', 'x'))
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 3 })
  expect(world.qlik.sessions).toEqual([])
})

it('is short with people', async () => {
  await using world = await startWorld()
  const told = await hubpass(world, 'login', 'acme', '--prefix', 'sales', ...user)
  const cookie = `X-Qlik-Session-sales=${world.qlik.sessions[0]?.sessionId}`
  expect(told).toEqual({
    code: 0,
    stdout: `Signed in DOMAIN\\User1 at ${world.qlik.hub}/sales/hub/\nCookie: ${cookie}\n`,
    stderr: '',
  })
})

it('prints what --format asks for', async () => {
  await using world = await startWorld()
  const { stdout } = await hubpass(world, 'login', 'acme', ...user, '--format', 'json')
  expect(JSON.parse(stdout)).toMatchObject({ session: { userId: 'User1' } })
})

it.each<[string, string[], string, number, string]>([
  ['another format', [...user, '--format', 'netscape'], 'BAD_REQUEST', 2, '"netscape"'],
  ['a user without a directory', ['--user', 'User1'], 'BAD_REQUEST', 2, '"User1"'],
  ['a user of three parts', ['--user', 'A\\B\\C'], 'BAD_REQUEST', 2, 'A\\B\\C'],
  ['an attribute without a value', [...user, '--attribute', 'group'], 'BAD_REQUEST', 2, '"group"'],
  ['an attribute without a name', [...user, '--attribute', '=HR'], 'IDENTITY_INVALID', 5, '""'],
  ['an empty directory', ['--user', '\\User1'], 'IDENTITY_INVALID', 5, '""'],
  ['a prefix with a capital', [...user, '--prefix', 'Sales'], 'BAD_REQUEST', 2, '"Sales"'],
  [
    'a session id that no cookie can hold',
    [...user, '--session-id', 'not a; session id'],
    'BAD_REQUEST',
    2,
    '17 characters',
  ],
  ['no user', [], 'BAD_REQUEST', 2, '--user <name>'],
  ['an option that is not there', [...user, '--colour'], 'BAD_REQUEST', 2, "unknown option '--colour'"],
])('refuses %s before anything is sent', async (_, options, code, exitCode, received) => {
  await using world = await startWorld()
  const error = await errorOf(world, 'login', 'acme', ...options)
  expect(error).toMatchObject({ code, exitCode })
  expect(error.message).toContain(received)
  expect(error.remedy).not.toBe('')
  expect(world.qlik.requests).toEqual([])
})

it('refuses a user whom the site does not allow', async () => {
  await using world = await startWorld()
  const error = await errorOf(world, 'login', 'limited', ...user)
  expect(error).toMatchObject({
    code: 'USER_NOT_ALLOWED',
    exitCode: 2,
    details: { patterns: ['TESTING_*\\*'] },
  })
  expect(world.qlik.requests).toEqual([])
})

it('refuses a site that is not configured, and names those that are', async () => {
  await using world = await startWorld()
  const error = await errorOf(world, 'login', 'nope', ...user)
  expect(error).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3, details: { known: ['acme', 'limited'] } })
})

it('ends the session that it was making on Ctrl-C', async () => {
  await using world = await startWorld()
  const hold = world.qlik.hold({ door: 'qps', method: 'POST' })
  const running = hubpassJson(
    { ...world, onStart: child => void hold.reached.then(() => child.kill('SIGINT')) },
    'login',
    'acme',
    ...user,
  )
  expect(await running).toMatchObject({ code: 130, document: { ok: false, error: { code: 'CANCELLED' } } })
  expect(world.qlik.sessions).toEqual([])
})
