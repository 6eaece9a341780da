import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Command, commands } from '#protocol/commands'
import { failure } from '#protocol/errors'
import type { ResponseMessage } from '#protocol/messages'
import { CompanionMessageSchema, type Progress } from '#protocol/progress'
import { protocolVersions } from '#protocol/versions'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { Channel } from '../support/fake-channel.ts'
import { type CommandGate, FakeCompanion } from '../support/fake-companion.ts'
import { createFakeZenity } from '../support/fake-zenity.ts'
import { startNativeHost } from '../support/native-host.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

/**
 * A companion with the sites `acme`, `limited` (to directory TESTING) and `expired` (certificate).
 */
interface ContractSubject extends AsyncDisposable {
  connect(): Channel
  /** Returns the sessions on the server. */
  sessions(): readonly { prefix: string; sessionId: string; userDirectory: string; userId: string }[]
  /** Returns the paths of what the server was asked. */
  requests(): string[]
  /** Holds the next request of the command after its session is created. */
  hold(command?: 'createSession' | 'xray'): CommandGate
  /** Decides what the person does in the next dialog about a site. */
  letPerson(answer: 'agree' | 'remove' | 'refuse'): Promise<void>
}

const subjects: Record<string, () => Promise<ContractSubject>> = {
  'the real companion': async () => {
    const home = await createTemporaryHome()
    const qlik = await QlikSenseDouble.start()
    const expired = credentialFrom(await qlik.writeCertificates('expired'))
    await writeConfig(
      home.path,
      siteConfigFor(qlik),
      siteConfigFor(qlik, { id: 'limited', users: ['TESTING\\*'] }),
      siteConfigFor(qlik, { id: 'expired', credential: expired }),
    )
    const person = await createFakeZenity(home.path)
    const hosts: AsyncDisposable[] = []
    return {
      connect: () => {
        const host = startNativeHost({ home: home.path, env: { ...person.env, LANG: 'en_US.UTF-8' } })
        hosts.push(host)
        return host
      },
      sessions: () => qlik.sessions,
      requests: () => qlik.requests.map(({ path }) => path),
      hold: command =>
        qlik.hold(
          command === 'xray'
            ? { endpoint: 'proxy', times: 1 }
            : { endpoint: 'qps', method: 'POST', times: 1 },
        ),
      letPerson: answer =>
        answer === 'agree'
          ? person.answer(
              { press: 'Choose folder…' },
              { type: qlik.certificates.folder },
              { press: 'Add site' },
              { press: 'Save changes' },
            )
          : person.answer(answer === 'remove' ? { press: 'Remove site' } : 'close'),
      [Symbol.asyncDispose]: async () => {
        for (const each of [...hosts, qlik, home]) await each[Symbol.asyncDispose]()
      },
    }
  },
  'the fake companion': async () => {
    const hub = 'https://qlik.test'
    const expired = failure('CERTIFICATE_EXPIRED', {
      path: 'client.pem',
      validTo: '2020-01-01T00:00:00.000Z',
    })
    const companion = new FakeCompanion([
      { id: 'acme', hub },
      { id: 'limited', hub, users: /^TESTING\\/i },
      { id: 'expired', hub, credential: expired },
    ])
    return {
      connect: () => companion.connect(),
      sessions: () => companion.sessions,
      requests: () => [],
      hold: (command = 'createSession') => companion.hold(command),
      letPerson: async answer => {
        companion.person = answer === 'refuse' ? 'refuses' : 'agrees'
      },
      [Symbol.asyncDispose]: async () => companion.exit(),
    }
  },
}

describe.each(Object.entries(subjects))('%s', (_, start) => {
  it('hello returns the supported protocol versions', async () => {
    await using world = await start()
    const result = await expectResult(world.connect(), 'hello', {
      protocol: protocolVersions,
      extension: '1.0',
    })
    expect(result).toMatchObject({ protocol: protocolVersions })
  })

  it('hello rejects an extension without a common version and reports which side is outdated', async () => {
    await using world = await start()
    const newer = { protocol: { min: 7, max: 9 }, extension: '9.0' }
    const error = await expectError(world.connect(), 'hello', newer)
    expect(error).toMatchObject({
      code: 'VERSION_MISMATCH',
      details: { older: 'companion', extension: { min: 7, max: 9 } },
    })
  })

  it('sites returns only id and hub of a site', async () => {
    await using world = await start()
    const { sites } = await expectResult(world.connect(), 'sites', {})
    expect(sites.map(Object.keys)).toEqual([
      ['id', 'hub'],
      ['id', 'hub'],
      ['id', 'hub'],
    ])
    expect(sites.map(({ id }) => id)).toEqual(['acme', 'limited', 'expired'])
  })

  it('createSession accepts repeated and empty attributes', async () => {
    await using world = await start()
    const attributes = [
      { name: 'group', value: 'HR' },
      { name: 'group', value: 'IT' },
      { name: 'note', value: '' },
    ]
    const result = await expectResult(
      world.connect(),
      'createSession',
      createSessionParams({ prefix: 'sales', attributes }),
    )
    expect(result).toEqual({
      session: { sessionId, userDirectory: 'DOMAIN', userId: 'User1', attributes, newUser: true },
      virtualProxy: expect.objectContaining({ prefix: 'sales' }),
    })
    expect(world.sessions()).toMatchObject([
      { prefix: 'sales', sessionId, userDirectory: 'DOMAIN', userId: 'User1' },
    ])
  })

  it('createSession reports newUser only for the first session of a user', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams())
    const { session } = await expectResult(
      channel,
      'createSession',
      createSessionParams({ sessionId: 'another-session-id' }),
    )
    expect(session.newUser).toBe(false)
  })

  it('recognizeSessions tells the sessions that Hubpass created on the virtual proxy from others', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales' }))
    const params = { prefix: 'sales', sessionIds: ['of-another-program', sessionId] }
    expect(await expectResult(channel, 'recognizeSessions', params)).toEqual({
      created: [{ index: 1, createdAt: expect.stringMatching(/^\d{4}-.*Z$/), user: 'DOMAIN\\User1' }],
      isComplete: true,
    })
  })

  it('createSession trims white space around directory and id', async () => {
    await using world = await start()
    const params = createSessionParams({ userDirectory: ' DOMAIN ', userId: '\u00a0User1 ' })
    const { session } = await expectResult(world.connect(), 'createSession', params)
    expect(session).toMatchObject({ userDirectory: 'DOMAIN', userId: 'User1' })
  })

  it.each([
    ['a prefix with a slash', { prefix: 'sales/' }, 'BAD_REQUEST', '"sales/"'],
    ['a prefix with a capital', { prefix: 'Sales' }, 'BAD_REQUEST', '"Sales"'],
    ['a prefix with dots', { prefix: '..' }, 'BAD_REQUEST', '".."'],
    ['a prefix with a percent sign', { prefix: 'sa%2fles' }, 'BAD_REQUEST', '"sa%2fles"'],
    ['a prefix with a line break', { prefix: 'sales\n' }, 'BAD_REQUEST', '"sales\\n"'],
    ['a prefix unknown to Qlik Sense', { prefix: 'nowhere' }, 'VIRTUAL_PROXY_UNKNOWN', '"nowhere"'],
    [
      'a session id that no cookie can hold',
      { sessionId: 'abc;def ghi' },
      'BAD_REQUEST',
      '11 characters, hidden',
    ],
    ['a session id that is too short', { sessionId: 'short' }, 'BAD_REQUEST', '5 characters, hidden'],
    ['an empty directory', { userDirectory: '' }, 'IDENTITY_INVALID', '""'],
    ['a blank user id', { userId: '  ' }, 'IDENTITY_INVALID', '"  "'],
    ['a user id with a backslash', { userId: 'DOMAIN\\User1' }, 'IDENTITY_INVALID', 'DOMAIN\\User1'],
    ['a user id that is too long', { userId: 'x'.repeat(256) }, 'IDENTITY_INVALID', '258 characters'],
    ['an attribute without a name', { attributes: [{ name: ' ', value: 'x' }] }, 'IDENTITY_INVALID', '" "'],
    [
      'attributes that are too large',
      { attributes: [{ name: 'x', value: 'y'.repeat(70_000) }] },
      'ATTRIBUTES_TOO_LARGE',
      '70,010 bytes',
    ],
    ['a site that is not configured', { site: 'nope' }, 'SITE_UNKNOWN', '"nope"'],
    ['a user that the site does not allow', { site: 'limited' }, 'USER_NOT_ALLOWED', 'DOMAIN\\User1'],
    ['a site with an expired certificate', { site: 'expired' }, 'CERTIFICATE_EXPIRED', 'expired on 20'],
  ])('createSession rejects %s and leaves no session', async (_, changes, code, received) => {
    await using world = await start()
    const error = await expectError(world.connect(), 'createSession', createSessionParams(changes))
    expect(error.code).toBe(code)
    expect(error.message).toContain(received)
    expect(world.sessions()).toEqual([])
  })

  it('createSession allows a user that matches the pattern of the site in any letter case', async () => {
    await using world = await start()
    const params = createSessionParams({ site: 'limited', userDirectory: 'testing', userId: 'anna' })
    const { session } = await expectResult(world.connect(), 'createSession', params)
    expect(session.userId).toBe('anna')
  })

  it('endSession reports an unknown session the second time', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales' }))
    const params = { site: 'acme', prefix: 'sales', sessionId }
    expect(await expectResult(channel, 'endSession', params)).toEqual({ ended: true })
    expect(await expectResult(channel, 'endSession', params)).toEqual({ ended: false })
    expect(world.sessions()).toEqual([])
  })

  it('endSession does not end a session of another virtual proxy', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales' }))
    expect(await expectResult(channel, 'endSession', { site: 'acme', prefix: '', sessionId })).toEqual({
      ended: false,
    })
    expect(world.sessions()).toHaveLength(1)
  })

  it('userAccess tells what QRS knows, and refuses a user whom the site may not impersonate', async () => {
    await using world = await start()
    const channel = world.connect()
    const user = { userDirectory: 'DOMAIN', userId: 'User1' }
    expect(await expectResult(channel, 'userAccess', { site: 'acme', user })).toMatchObject({
      access: expect.any(Array),
      undecided: {},
    })
    expect(await expectError(channel, 'userAccess', { site: 'limited', user })).toMatchObject({
      code: 'USER_NOT_ALLOWED',
    })
  })

  it('users finds users by a part of their id, and says who has no access pass', async () => {
    await using world = await start()
    const channel = world.connect()
    const { users, hidden } = await expectResult(channel, 'users', { site: 'acme', search: 'NOACC' })
    expect(hidden).toBe(0)
    expect(users).toEqual([
      { userDirectory: 'DOMAIN', userId: 'NoAccess', name: expect.any(String), hasAccessPass: false },
    ])
    expect((await expectResult(channel, 'users', { site: 'acme', search: 'user1' })).users).toMatchObject([
      { userId: 'User1', hasAccessPass: true },
    ])
  })

  it('users only counts users that the site may not impersonate', async () => {
    await using world = await start()
    const search = { site: 'limited', search: 'User1' }
    expect(await expectResult(world.connect(), 'users', search)).toEqual({ users: [], hidden: 1 })
  })

  it('users rejects a search without text and an unknown site', async () => {
    await using world = await start()
    const channel = world.connect()
    expect(await expectError(channel, 'users', { site: 'acme', search: ' ' })).toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await expectError(channel, 'users', { site: 'nope', search: 'anna' })).toMatchObject({
      code: 'SITE_UNKNOWN',
    })
  })

  it('virtualProxies lists the default virtual proxy first', async () => {
    await using world = await start()
    const { virtualProxies } = await expectResult(world.connect(), 'virtualProxies', { site: 'acme' })
    expect(virtualProxies[0]?.prefix).toBe('')
    expect(virtualProxies.map(({ prefix }) => prefix)).toContain('sales')
  })

  it('sessions lists the sessions of one user or of a virtual proxy', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales' }))
    const other = { sessionId: 'a-session-id-of-another', userId: 'User2' }
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales', ...other }))
    const held = (params: object) =>
      expectResult(channel, 'sessions', { site: 'acme', prefix: 'sales', ...params })
    expect(await held({})).toMatchObject({ sessions: [{ sessionId }, other], hidden: 0 })
    const user = { userDirectory: 'DOMAIN', userId: 'User2' }
    expect(await held({ user })).toEqual({ sessions: [{ ...user, sessionId: other.sessionId }], hidden: 0 })
    expect(await held({ prefix: '' })).toEqual({ sessions: [], hidden: 0 })
  })

  it('sessions only counts the sessions of users that the site may not impersonate', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams())
    const theirs = createSessionParams({ sessionId: 'a-session-id-of-testing', userDirectory: 'TESTING' })
    await expectResult(channel, 'createSession', theirs)
    const answer = await expectResult(channel, 'sessions', { site: 'limited', prefix: '' })
    expect(answer).toMatchObject({ sessions: [{ userDirectory: 'TESTING' }], hidden: 1 })
    const stranger = { userDirectory: 'DOMAIN', userId: 'User1' }
    expect(
      await expectError(channel, 'logOut', { site: 'limited', prefix: '', user: stranger }),
    ).toMatchObject({ code: 'USER_NOT_ALLOWED' })
  })

  it('logOut ends the sessions of a user on one virtual proxy', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ prefix: 'sales' }))
    await expectResult(
      channel,
      'createSession',
      createSessionParams({ prefix: '', sessionId: 'a-session-id-that-stays' }),
    )
    const user = { userDirectory: 'domain', userId: 'user1' }
    const leave = () => expectResult(channel, 'logOut', { site: 'acme', prefix: 'sales', user })
    expect(await leave()).toEqual({ ended: 1 })
    expect(await leave()).toEqual({ ended: 0 })
    expect(world.sessions()).toMatchObject([{ prefix: '' }])
  })

  it.each([
    ['..', '..'],
    ['..', 'session'],
    ['TESTING_1', '..'],
    ['TESTING_1', ''],
    ['TESTING/../DOMAIN', 'User1'],
    ['TESTING\\..\\DOMAIN', 'User1'],
    ['TESTING%2f..%2fDOMAIN', 'User1'],
    ['TESTING', '\ud800'],
    ['TESTING', 'User1\u200b'],
    ['TESTING', "'User1'"],
    ['TESTING', 'M\ufffdller'],
    ['TESTING', 'User1\u0000'],
    ['TESTING', 'x'.repeat(256)],
  ])('each command rejects the user %j, %j before anything is sent', async (userDirectory, userId) => {
    await using world = await start()
    const channel = world.connect()
    const user = { userDirectory, userId }
    for (const site of ['acme', 'limited']) {
      const rejected = [
        await expectError(channel, 'createSession', createSessionParams({ site, ...user })),
        await expectError(channel, 'logOut', { site, prefix: 'sales', user }),
        await expectError(channel, 'sessions', { site, prefix: 'sales', user }),
      ]
      expect(rejected.map(({ code }) => code)).toEqual(Array(3).fill('IDENTITY_INVALID'))
    }
    expect(world.requests()).toEqual([])
  })

  it('each command trims the blanks around a user', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams({ userId: 'User1' }))
    const user = { userDirectory: ' DOMAIN', userId: '\u3000User1 ' }
    const params = { site: 'acme', prefix: '', user }
    expect(await expectResult(channel, 'sessions', params)).toMatchObject({ sessions: [{ sessionId }] })
    expect(await expectResult(channel, 'logOut', params)).toEqual({ ended: 1 })
  })

  it.each(['user', 'session', 'ticket', 'alive'])(
    'no command takes the prefix %j, which has another meaning in a path',
    async prefix => {
      await using world = await start()
      const channel = world.connect()
      const place = { site: 'acme', prefix }
      const user = { userDirectory: 'DOMAIN', userId: 'User1' }
      const rejected = [
        await expectError(channel, 'createSession', createSessionParams({ prefix })),
        await expectError(channel, 'endSession', { ...place, sessionId }),
        await expectError(channel, 'sessions', place),
        await expectError(channel, 'logOut', { ...place, user }),
      ]
      expect(rejected.map(({ code }) => code)).toEqual(Array(4).fill('BAD_REQUEST'))
      expect(world.requests()).toEqual([])
    },
  )

  it('checkCredential returns the details of a credential or why it does not load', async () => {
    await using world = await start()
    const channel = world.connect()
    const { subject, validTo } = await expectResult(channel, 'checkCredential', { site: 'acme' })
    expect(subject).toBe('CN=QlikClient')
    expect(Date.parse(validTo)).toBeGreaterThan(Date.now())
    expect(await expectError(channel, 'checkCredential', { site: 'expired' })).toMatchObject({
      code: 'CERTIFICATE_EXPIRED',
    })
  })

  it('addSite adds a site once the person agrees, and removeSite removes it', async () => {
    await using world = await start()
    const channel = world.connect()
    const request = { site: 'new', hub: 'https://new.test' }
    await world.letPerson('agree')
    const added = await expectResult(channel, 'addSite', request)
    expect(added).toMatchObject({ site: { id: 'new', hub: 'https://new.test' }, replaced: false })
    expect((await expectResult(channel, 'sites', {})).sites.map(({ id }) => id)).toContain('new')
    expect(await expectResult(channel, 'addSite', request)).toMatchObject({ replaced: true })
    await world.letPerson('remove')
    expect(await expectResult(channel, 'removeSite', { site: 'new' })).toEqual({ removed: 'new' })
    expect((await expectResult(channel, 'sites', {})).sites.map(({ id }) => id)).not.toContain('new')
  })

  it('addSite and removeSite change nothing if the person refuses', async () => {
    await using world = await start()
    const channel = world.connect()
    const before = await expectResult(channel, 'sites', {})
    for (const [command, params] of [
      ['addSite', { site: 'new', hub: 'https://new.test' }],
      ['removeSite', { site: 'acme' }],
    ] as const) {
      await world.letPerson('refuse')
      expect(await expectError(channel, command, params)).toMatchObject({ code: 'SITE_CHANGE_REFUSED' })
    }
    expect(await expectResult(channel, 'sites', {})).toEqual(before)
  })

  it('checkHub tells what it sees of the hub of a configured site', async () => {
    await using world = await start()
    const channel = world.connect()
    const { finding } = await expectResult(channel, 'checkHub', { site: 'acme' })
    expect([undefined, 'HUB_CERTIFICATE_NOT_TRUSTED']).toContain(finding?.code)
    expect(await expectError(channel, 'checkHub', { site: 'nope' })).toMatchObject({ code: 'SITE_UNKNOWN' })
    expect(world.requests()).toEqual([])
  })

  it('askEngine says what the engine says to a session of the user, and to no other', async () => {
    await using world = await start()
    const channel = world.connect()
    await expectResult(channel, 'createSession', createSessionParams())
    const user = { userDirectory: 'DOMAIN', userId: 'User1' }
    const question = { site: 'acme', prefix: '', sessionId, user, cookieName: 'X-Qlik-Session' }
    expect(await expectResult(channel, 'askEngine', question)).toMatchObject({ outcome: 'accepted' })
    for (const [code, changes] of [
      ['SESSION_UNKNOWN', { user: { ...user, userId: 'User2' } }],
      ['SESSION_UNKNOWN', { sessionId: 'an-unknown-session-id' }],
      ['USER_NOT_ALLOWED', { site: 'limited' }],
      ['BAD_REQUEST', { cookieName: 'a b' }],
    ] as const)
      expect(await expectError(channel, 'askEngine', { ...question, ...changes })).toMatchObject({ code })
  })

  it('checkSite reports a working site and a broken credential', async () => {
    await using world = await start()
    const channel = world.connect()
    const { checks } = await expectResult(channel, 'checkSite', { site: 'acme' })
    expect(checks.find(({ id }) => id === 'credential')).toMatchObject({ state: 'passed' })
    const expired = await expectResult(channel, 'checkSite', { site: 'expired' })
    expect(expired).toMatchObject({ healthy: false, verdicts: [{ site: 'expired', state: 'failed' }] })
    expect(expired.checks.find(({ id }) => id === 'credential')).toMatchObject({
      finding: { code: 'CERTIFICATE_EXPIRED' },
    })
  })

  it('xray reports its progress, and leaves no session', async () => {
    await using world = await start()
    const channel = world.connect()
    const reports: Progress[] = []
    channel.onMessage(message => {
      const received = v.parse(CompanionMessageSchema, message)
      if ('progress' in received) reports.push(received.progress)
    })
    const report = await expectResult(channel, 'xray', xrayParams())
    expect(report).toMatchObject({ site: 'acme', prefix: 'sales', user: 'DOMAIN\\User1' })
    expect(report.catalogue).toBe('session-cookie@1')
    expect(report.checks.find(({ id }) => id === 'SC-01')).toMatchObject({
      verdict: 'passed',
      severity: 'high',
      why: expect.anything(),
    })
    const [first] = reports
    expect(first?.done).toBe(0)
    // Both parts of the first phase start at once.
    expect(reports.length).toBe(first?.total)
    expect(world.sessions()).toEqual([])
  })

  it.each([
    ['a user that the site does not allow', { site: 'limited' }, 'USER_NOT_ALLOWED'],
    ['a user without a directory', { user: { userDirectory: '', userId: 'User1' } }, 'IDENTITY_INVALID'],
    ['an unknown site', { site: 'nope' }, 'SITE_UNKNOWN'],
    ['a prefix with a capital', { prefix: 'Sales' }, 'BAD_REQUEST'],
    ['an unknown check', { allow: ['SC-99x'] }, 'BAD_REQUEST'],
    ['too many checks', { allow: Array.from({ length: 201 }, () => 'wait') }, 'BAD_REQUEST'],
    ['a site with an expired certificate', { site: 'expired' }, 'CERTIFICATE_EXPIRED'],
    ['a prefix unknown to Qlik Sense', { prefix: 'nowhere' }, 'VIRTUAL_PROXY_UNKNOWN'],
  ])('xray rejects %s and leaves no session', async (_, changes, code) => {
    await using world = await start()
    const error = await expectError(world.connect(), 'xray', { ...xrayParams(), ...changes })
    expect(error.code).toBe(code)
    expect(world.sessions()).toEqual([])
  })

  it('cancel makes xray answer CANCELLED after its sessions are gone', async () => {
    await using world = await start()
    const channel = world.connect()
    const hold = world.hold('xray')
    const waiting = expectError(channel, 'xray', xrayParams(), 42)
    await hold.reached
    expect(await expectResult(channel, 'cancel', { request: 42 })).toEqual({ cancelled: true })
    expect(await waiting).toMatchObject({ code: 'CANCELLED' })
    expect(world.sessions()).toEqual([])
    hold.release()
  })

  it('xray ends its sessions if the port closes', async () => {
    await using world = await start()
    const channel = world.connect()
    const hold = world.hold('xray')
    channel.send({ id: 1, command: 'xray', params: xrayParams() })
    await hold.reached
    channel.close()
    await expect.poll(() => world.sessions()).toEqual([])
    hold.release()
  })

  it('a command is answered while another waits', async () => {
    await using world = await start()
    const channel = world.connect()
    const hold = world.hold()
    const waiting = expectResult(channel, 'createSession', createSessionParams())
    await hold.reached
    expect(await expectResult(channel, 'sites', {})).toBeDefined()
    hold.release()
    expect((await waiting).session.sessionId).toBe(sessionId)
  })

  it('cancel makes createSession answer CANCELLED after its session is gone', async () => {
    await using world = await start()
    const channel = world.connect()
    const hold = world.hold()
    const waiting = expectError(channel, 'createSession', createSessionParams(), 41)
    await hold.reached
    expect(await expectResult(channel, 'cancel', { request: 41 })).toEqual({ cancelled: true })
    expect(await waiting).toMatchObject({ code: 'CANCELLED' })
    expect(world.sessions()).toEqual([])
    hold.release()
  })

  it('cancel reports that no such request is running', async () => {
    await using world = await start()
    expect(await expectResult(world.connect(), 'cancel', { request: 99 })).toEqual({ cancelled: false })
  })

  it('createSession ends its session if the port closes', async () => {
    await using world = await start()
    const channel = world.connect()
    const hold = world.hold()
    channel.send({ id: 1, command: 'createSession', params: createSessionParams() })
    await hold.reached
    expect(world.sessions()).toHaveLength(1)
    channel.close()
    await expect.poll(() => world.sessions()).toEqual([])
    hold.release()
  })

  it.each([
    ['that is not an object', 'hello', null, 'Message'],
    ['without an id', { command: 'sites', params: {} }, null, 'Message: id'],
    ['with an unknown command', { id: 3, command: 'format', params: {} }, 3, 'Command'],
    ['without parameters', { id: 4, command: 'endSession', params: {} }, 4, 'endSession: site'],
    [
      'with a parameter of another type',
      { id: 5, command: 'cancel', params: { request: 'all' } },
      5,
      'cancel: request',
    ],
    ['with the name of an object method', { id: 6, command: 'toString', params: {} }, 6, 'Command'],
  ])('a message %s is rejected and the next one answered', async (_, message, id, field) => {
    await using world = await start()
    const channel = world.connect()
    const answer = nextResponse(channel)
    channel.send(message)
    expect(await answer).toMatchObject({ id, ok: false, error: { code: 'BAD_REQUEST', details: { field } } })
    await expectResult(channel, 'sites', {})
  })
})

const sessionId = 'a-session-id-of-the-contract'

interface SessionParamChanges {
  site?: string
  prefix?: string
  sessionId?: string
  userDirectory?: string
  userId?: string
  attributes?: { name: string; value: string }[]
}

const createSessionParams = (changes: SessionParamChanges = {}) => {
  const { site = 'acme', prefix = '', userDirectory = 'DOMAIN', userId = 'User1', attributes = [] } = changes
  return {
    site,
    prefix,
    sessionId: changes.sessionId ?? sessionId,
    identity: { userDirectory, userId, attributes },
  }
}

const xrayParams = () => ({
  site: 'acme',
  prefix: 'sales',
  user: { userDirectory: 'DOMAIN', userId: 'User1' },
})

let lastId = 100

function nextResponse(
  channel: Channel,
  matches: (response: ResponseMessage) => boolean = () => true,
): Promise<ResponseMessage> {
  return new Promise(resolve => {
    channel.onMessage(message => {
      const response = v.parse(CompanionMessageSchema, message)
      if (!('progress' in response) && matches(response)) resolve(response)
    })
  })
}

function sendCommand(
  channel: Channel,
  command: Command,
  params: unknown,
  id = ++lastId,
): Promise<ResponseMessage> {
  const answer = nextResponse(channel, response => response.id === id)
  channel.send({ id, command, params })
  return answer
}

/** Returns the result, which must match the schema of its command. */
async function expectResult<C extends Command>(channel: Channel, command: C, params: unknown) {
  const response = await sendCommand(channel, command, params)
  if (!response.ok) throw new Error(`${response.error.code}: ${response.error.message}`)
  // The compiler does not relate the schema to the command.
  return v.parse(commands[command].result, response.result) as v.InferOutput<(typeof commands)[C]['result']>
}

/** Returns the finding, which must have a remedy and must not contain the session id. */
async function expectError(channel: Channel, command: Command, params: unknown, id?: number) {
  const response = await sendCommand(channel, command, params, id)
  if (response.ok) throw new Error(`did not fail: ${JSON.stringify(response.result)}`)
  expect(response.error.remedy).not.toBe('')
  expect(JSON.stringify(response.error)).not.toContain(sessionId)
  return response.error
}
