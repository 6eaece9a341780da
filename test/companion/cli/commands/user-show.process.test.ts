import { describe, expect, it } from 'vitest'
import { parseUserName } from '#protocol/identity'
import type { DoubleOptions } from '../../../doubles/qlik-sense/settings.ts'
import { USERS_OF_EACH_KIND } from '../../../doubles/qlik-sense/site/users.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

async function start(settings: DoubleOptions = { users: USERS_OF_EACH_KIND }) {
  const harness = await startCompanionWithQlik(settings)
  return {
    ...harness,
    show: async (user: string) => Object(await runForResult(harness, 'user', 'show', 'acme', user)),
    print: (user: string) => runHubpass(harness, 'user', 'show', 'acme', user),
  }
}

const active = { known: true, inactive: false, blacklisted: false, removedExternally: false }
const allocated = (type: string) => ({
  hasAccess: true,
  access: expect.arrayContaining([{ ...allocation, type }]),
})
const allocation = { state: 'allocated', id: expect.any(String) }
const used = (type: string) => ({
  hasAccess: true,
  access: expect.arrayContaining([{ type, state: 'used' }]),
  requests: [],
})

it('user show tells state, roles and type of access of each kind of user', async () => {
  await using harness = await start()
  const expected = {
    admin: {
      ...active,
      ...allocated('professional'),
      roles: ['RootAdmin', 'AuditAdmin'],
      name: 'Root Admin',
    },
    analyzer: { ...active, ...allocated('analyzer'), roles: [] },
    minutes: { ...active, ...used('analyzerTime') },
    token: { ...active, ...allocated('user') },
    login: { ...active, ...used('login') },
    quarantined: { ...active, problem: { code: 'NO_ACCESS_PASS', details: { quarantined: true } } },
    inactive: { ...active, inactive: true, problem: { code: 'USER_INACTIVE' } },
    blocked: { ...active, inactive: true, blacklisted: true, problem: { details: { why: 'blocked' } } },
    removed: { ...active, inactive: true, removedExternally: true, problem: { details: { why: 'removed' } } },
    nobody: {
      ...active,
      undecided: { hasAccess: expect.stringContaining('A license rule may give access') },
    },
    absent: { known: false, access: expect.any(Array), requests: [] },
  }
  for (const [userId, facts] of Object.entries(expected))
    expect(await harness.show(`KINDS\\${userId}`)).toMatchObject({ site: 'acme', userId, ...facts })
  expect(new Set(harness.qlik.requests.map(({ method }) => method))).toEqual(new Set(['GET']))
})

it('user show says how much is left, in which page of the QMC, and with which request', async () => {
  await using harness = await start({})
  const { code, stdout, stderr } = await harness.print('DOMAIN\\NoAccess')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^Known +yes$/m)
  expect(stdout).toMatch(/^Access +no$/m)
  expect(stdout).toMatch(/^professional access +no +20 of 25$/m)
  expect(stdout).toContain('QRS lists no access pass for DOMAIN\\NoAccess.')
  expect(stdout).toContain('License management > Analyzer access allocations')
  expect(stdout).toContain(`POST ${harness.qlik.qrs}/qrs/license/professionalaccesstype?xrfkey=<`)
  expect(stdout).toMatch(
    /^ {2}\{"user":\{"id":"[\da-f-]{36}","userDirectory":"DOMAIN","userId":"NoAccess"\}\}$/m,
  )
  const { stdout: other } = await harness.print('DOMAIN\\User1')
  expect(other).toMatch(/^ {2}DELETE \S+\/professionalaccesstype\/[\da-f-]{36}\?xrfkey=<16/m)
  expect(other).not.toContain('POST')
})

it('user show leaves everything undecided, with the reason, while QRS is closed', async () => {
  await using harness = await start()
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const { undecided, access } = await harness.show('KINDS\\admin')
  const facts = ['known', 'inactive', 'blacklisted', 'removedExternally', 'roles', 'hasAccess', 'left']
  const types = ['professional', 'analyzer', 'analyzerTime', 'user', 'login']
  expect(Object.keys(undecided).toSorted()).toEqual([...facts, ...types].toSorted())
  expect(access).toEqual([])
  const { code, stdout } = await harness.print('KINDS\\admin')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Inactive +undecided$/m)
  expect(stdout.match(/refused the connection/g)).toHaveLength(1)
})

it('user show leaves everything undecided for a certificate without rights', async () => {
  await using harness = await start()
  await harness.qlik.fault('forbidden', { endpoint: 'qrs' })
  const { undecided } = await harness.show('KINDS\\admin')
  expect(undecided.known).toContain('403')
  expect(new Set(Object.values(undecided)).size).toBe(1)
})

describe.each([
  ['/qrs/user/full', 'analyzer', ['known', 'inactive', 'blacklisted', 'removedExternally', 'roles']],
  ['/qrs/license/professionalaccesstype/full', 'admin', ['professional', 'hasAccess']],
  ['/qrs/license/accesstypeoverview', 'analyzer', ['left']],
  ['/qrs/license/loginaccesstype/full', 'login', ['login', 'hasAccess']],
])('with %s refused', (path, userId, expected) => {
  it(`user show leaves only ${expected.join(', ')} undecided`, async () => {
    await using harness = await start()
    await harness.qlik.fault('forbidden', { endpoint: 'qrs', path })
    const { undecided, access } = await harness.show(`KINDS\\${userId}`)
    expect(Object.keys(undecided).toSorted()).toEqual(expected.toSorted())
    expect(access).not.toEqual([])
  })
})

it('user show finds one of 10,000 users', async () => {
  const users = Array.from({ length: 10_000 }, (_, index) => ({
    userDirectory: 'MANY',
    userId: `user-${index}`,
  }))
  await using harness = await start({ users })
  expect(await harness.show('MANY\\user-9999')).toMatchObject({ known: true, hasAccess: true })
  expect(await harness.show('MANY\\user-10000')).toMatchObject({ known: false })
})

it('user show neither trusts nor repeats in full what a repository holds', async () => {
  const name = `\u001b[31m\u202e\n${'long '.repeat(2_000)}`
  const user = {
    userDirectory: 'HOSTILE',
    userId: "o'neil & sons 100% 安娜",
    name,
    roles: [name, 'RootAdmin'],
  }
  await using harness = await start({ users: [user] })
  const shown = await harness.show("hostile\\O'NEIL & sons 100% 安娜")
  expect(shown).toMatchObject({ known: true, hasAccess: true, roles: [expect.any(String), 'RootAdmin'] })
  expect(JSON.stringify(shown).length).toBeLessThan(5_000)
  const { stdout } = await harness.print(`${user.userDirectory}\\${user.userId}`)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain('\u202e')
  expect(stdout).toMatch(/^Name +�\[31m��long long/m)
})

it.each([
  [['limited', 'DOMAIN\\User1'], 'USER_NOT_ALLOWED', 2],
  [['acme', 'User1'], 'BAD_REQUEST', 2],
  [['acme', 'DOMAIN\\ '], 'IDENTITY_INVALID', 2],
  [['absent', 'DOMAIN\\User1'], 'SITE_UNKNOWN', 3],
] as const)('user show %s ends with %s before anything is sent', async (words, code, exitCode) => {
  await using harness = await start({})
  expect(await runForError(harness, 'user', 'show', ...words)).toMatchObject({ code, exitCode })
  expect(harness.qlik.requests).toEqual([])
})

it('user show needs no site if there is only one', async () => {
  await using harness = await start({})
  await writeConfig(harness.home, siteConfigFor(harness.qlik))
  const user = 'DOMAIN\\User1'
  expect(await runForResult(harness, 'user', 'show', user)).toMatchObject({
    ...parseUserName(user),
    known: true,
  })
})
