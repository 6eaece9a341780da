import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { readAuditLog } from '../../../companion/audit/read-log.ts'
import { signIn } from '../../../companion/fixtures/session.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'

const home = useCompanionHome('test')

async function start(changes: Parameters<typeof siteConfigFor>[1] = {}): Promise<QlikSenseDouble> {
  const qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik, changes))
  return qlik
}

const request = { site: 'acme', prefix: 'sales', user: 'DOMAIN\\User1' }
const circle: { self?: unknown } = {}
circle.self = circle
const listRecords = () => readdir(join(home.path, 'open-sessions')).catch(() => [])
const readOutcomes = async () =>
  (await readAuditLog(join(home.path, 'audit'))).entries.map(({ action, via, outcome }) => [
    action,
    via,
    outcome,
  ])

it('signIn makes a session with attributes, whose cookie the hub accepts, and await using ends it', async () => {
  await using qlik = await start()
  {
    await using session = await signIn({ ...request, attributes: { group: ['HR', 'IT'], level: '3' } })
    expect(qlik.sessions.map(({ attributes }) => attributes)).toEqual([
      [
        ['group', 'HR'],
        ['group', 'IT'],
        ['level', '3'],
      ],
    ])
    expect(await session.whoami()).toBe('DOMAIN\\User1')
    expect([session.user, session.url, session.origin]).toEqual([
      'DOMAIN\\User1',
      `${qlik.hub}/sales`,
      qlik.hub,
    ])
    const { name, value } = session.cookie
    expect(session.headers()).toEqual({ Cookie: `${name}=${value}` })
  }
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
  expect(await readOutcomes()).toEqual([
    ['session.create', 'fixture', 'done'],
    ['session.end', 'fixture', 'done'],
  ])
})

it('a session shows its id to nobody who prints it', async () => {
  await using _ = await start()
  await using session = await signIn(request)
  const printed = inspect(session, { depth: 9, showHidden: true }) + JSON.stringify(session)
  expect(printed).not.toContain(session.cookie.value)
})

it('the record of a session exists before the session does', async () => {
  await using qlik = await start()
  const gate = qlik.hold({ endpoint: 'qps', method: 'POST' })
  const signing = signIn(request)
  await gate.reached
  expect(await listRecords()).toHaveLength(1)
  gate.release()
  await (await signing).end()
  expect(await listRecords()).toEqual([])
})

it('ending a session twice, or after somebody else has, does nothing', async () => {
  await using qlik = await start()
  const one = await signIn(request)
  await Promise.all([one.end(), one.end()])
  await one.end()
  const other = await signIn(request)
  for (const session of qlik.sessions) qlik.site.sessions.end(session)
  expect(await other.whoami()).toBeUndefined()
  await other.end()
  expect(await listRecords()).toEqual([])
})

it('a session that could not be ended keeps its record, and can be ended again', async () => {
  await using qlik = await start()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const session = await signIn(request)
  const fault = await qlik.fault('refused', { endpoint: 'qps' })
  expect(vi.getTimerCount()).toBe(1)
  // An open connection is closed, a new one is refused.
  await expect(session.end()).rejects.toMatchObject({ code: expect.stringMatching(/^CONNECTION_/) })
  expect(await listRecords()).toHaveLength(1)
  // Nothing touches the record any more, so that other programs end the session if this one does not.
  expect(vi.getTimerCount()).toBe(0)
  await fault.end()
  await session.end()
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it.each([
  ['an unknown site', { site: 'absent' }, 'SITE_UNKNOWN'],
  ['a name without a directory', { user: 'User1' }, 'BAD_REQUEST'],
  ['an unknown virtual proxy', { prefix: 'absent' }, 'VIRTUAL_PROXY_UNKNOWN'],
  ['a user whom the site does not allow', { user: 'OTHER\\User1' }, 'USER_NOT_ALLOWED'],
  ['an attribute without a name', { attributes: { '': 'x' } }, 'IDENTITY_INVALID'],
])('signIn rejects %s as the command line does, and leaves nothing', async (_, changes, code) => {
  await using qlik = await start({ users: ['DOMAIN\\*'] })
  const error = await signIn({ ...request, ...changes }).catch(error => error)
  expect([error.name, error.code]).toEqual(['HubpassError', code])
  // What happened and what to do.
  expect(error.message.split('. ').length).toBeGreaterThan(1)
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it.each([
  ['no value at all', undefined, 'signIn undefined is not valid. Use an object with site and user.'],
  [
    'no user',
    { site: 'acme' },
    'signIn: user undefined is not valid. Use directory and id as "DIRECTORY\\id".',
  ],
  ['a number as attribute', { ...request, attributes: { level: 3 } }, 'level 3 is not valid. Use an object'],
  ['a list of attributes', { ...request, attributes: [{ name: 'level' }] }, 'Use an object with a text'],
  ['a list of texts as attributes', { ...request, attributes: ['level'] }, 'attributes "(Array)" is'],
  ['a map as attributes', { ...request, attributes: new Map([['level', '3']]) }, 'attributes "(Map)"'],
  ['a circle as attributes', { ...request, attributes: { level: circle } }, 'attributes.level "(object)"'],
  ['a null as prefix', { ...request, prefix: null }, 'Use the prefix of a virtual proxy as text.'],
  ['a wait that is no number', { ...request, waitMs: Number.NaN }, 'waitMs "NaN" is not valid.'],
  ['a wait in words', { ...request, waitMs: '5 s' }, 'Use a number of milliseconds, 0 or more.'],
  ['a negative wait', { ...request, waitMs: -1 }, 'waitMs -1 is not valid.'],
  ['a callback that is none', { ...request, onWait: true }, 'Use a function.'],
  [
    'a large number of sessions',
    { ...request, sessionsPerUser: 3n },
    'sessionsPerUser "(bigint)" is not valid. Use a whole',
  ],
  [
    'a text as number of sessions',
    { ...request, sessionsPerUser: '3' },
    'sessionsPerUser "3" is not valid. Use a',
  ],
  ['a symbol as user', { ...request, user: Symbol('user') }, 'user "(symbol)" is not valid. Use directory'],
  ['no session of the user at all', { ...request, sessionsPerUser: 0 }, 'Use a whole number from 1 to 5.'],
  [
    'more sessions than Qlik Sense allows',
    { ...request, sessionsPerUser: 6 },
    'Use a whole number from 1 to 5.',
  ],
  ['half a session', { ...request, sessionsPerUser: 1.5 }, 'Use a whole number from 1 to 5.'],
  ['a misspelled option', { ...request, attribute: { group: 'HR' } }, 'signIn: attribute'],
  ['a wait that JSON cannot hold', { ...request, waitMs: 5n }, 'waitMs "(bigint)" is not valid.'],
  ['a function as site', { ...request, site: () => 'acme' }, 'site "(function)" is not valid.'],
  ['an object that contains itself', { ...request, site: circle }, 'site "(object)" is not valid.'],
  ['an unknown option', { ...request, password: '' }, 'Use one of: site, prefix, user, attributes, '],
])('signIn from JavaScript with %s says what it expects', async (_, options, expected) => {
  await using qlik = await start()
  // JavaScript has no compiler that refuses them.
  const error = await signIn(options as Parameters<typeof signIn>[0]).catch((error: unknown) => error)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining(expected) })
  expect(qlik.requests).toEqual([])
})

it('signIn repeats no text of an option that may be a secret', async () => {
  await using _ = await start()
  const options = { ...request, attributes: 'not-shown', password: 'not-shown' }
  const error = await signIn(options as unknown as typeof request).catch(String)
  expect(error).toMatch(/BAD_REQUEST|is not valid/)
  expect(error).not.toContain('not-shown')
})

it('signIn makes no more sessions of a user than it was told, whoever has made those that exist', async () => {
  await using qlik = await start()
  await using _ = await signIn(request)
  const refused = signIn({ ...request, sessionsPerUser: 1, waitMs: 0 })
  await expect(refused).rejects.toMatchObject({ code: 'SESSIONS_IN_USE', finding: { details: { limit: 1 } } })
  await using _second = await signIn({ ...request, sessionsPerUser: 2 })
  expect(qlik.sessions).toHaveLength(2)
})

it('a session has the warnings that hubpass login prints', async () => {
  await using _ = await start()
  await using good = await signIn(request)
  await rm(join(home.path, 'audit'), { recursive: true })
  await writeFile(join(home.path, 'audit'), '')
  await using unlogged = await signIn(request)
  expect([good.warnings, unlogged.warnings.map(({ code }) => code)]).toEqual([[], ['AUDIT_NOT_WRITTEN']])
})

it('a sign-in without a usable key is refused, and the audit log has it', async () => {
  await using qlik = await QlikSenseDouble.start()
  const credential = { ...credentialFrom(qlik.certificates.folder), key: join(home.path, 'absent.pem') }
  await writeConfig(home.path, siteConfigFor(qlik, { credential }))
  await expect(signIn(request)).rejects.toMatchObject({ code: 'CREDENTIAL_FILE_MISSING' })
  expect(await readOutcomes()).toEqual([['session.create', 'fixture', 'CREDENTIAL_FILE_MISSING']])
  expect(await listRecords()).toEqual([])
})

it('a cookie name that no cookie can have leaves neither session nor record', async () => {
  const virtualProxies = [{ prefix: 'sales', sessionCookieHeaderName: 'two words' }]
  await using qlik = await QlikSenseDouble.start({ virtualProxies })
  await writeConfig(home.path, siteConfigFor(qlik))
  await expect(signIn(request)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})

it('a sign-in that is canceled leaves neither session nor record', async () => {
  await using qlik = await start()
  const controller = new AbortController()
  const gate = qlik.hold({ endpoint: 'qps', method: 'POST' })
  const signing = signIn({ ...request, signal: controller.signal })
  void gate.reached.then(() => {
    controller.abort()
    gate.release()
  })
  await expect(signing).rejects.toMatchObject({ code: 'CANCELLED' })
  expect([qlik.sessions, await listRecords()]).toEqual([[], []])
})
