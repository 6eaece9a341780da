import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1' }
const first = { ...user, sessionId: 'first-session-id' }
const second = { userDirectory: 'DOMAIN', userId: 'User2', sessionId: 'second-session-id' }
const salesSession = { ...user, prefix: 'sales', sessionId: 'session-id-of-sales' }

async function startWithSessions() {
  const harness = await startCompanionWithQlik()
  harness.qlik.addSession({ ...first, attributes: [['group', 'HR']] })
  harness.qlik.addSession(second)
  harness.qlik.addSession(salesSession)
  return harness
}

it('lists the sessions of a virtual proxy', async () => {
  await using harness = await startWithSessions()
  expect(await runForResult(harness, 'session', 'list', 'acme', '--show-ids')).toEqual({
    prefix: '',
    hidden: 0,
    sessions: [
      { ...first, attributes: [{ name: 'group', value: 'HR' }] },
      { ...second, attributes: [] },
    ],
  })
  expect(await runForResult(harness, 'session', 'list', 'acme', '--prefix', 'sales', '--show-ids')).toEqual({
    prefix: 'sales',
    hidden: 0,
    sessions: [{ ...user, sessionId: salesSession.sessionId, attributes: [] }],
  })
  expect(harness.qlik.requests.map(({ path }) => path)).toEqual(['/qps/session', '/qps/sales/session'])
})

it('lists the sessions of one user', async () => {
  await using harness = await startWithSessions()
  const result = await runForResult(harness, 'session', 'list', 'acme', '--user', 'DOMAIN\\User2')
  const sessions = [{ ...second, sessionId: 'seco…', attributes: [] }]
  expect(result).toEqual({ prefix: '', sessions, hidden: 0 })
  expect(harness.qlik.requests.map(({ path }) => path)).toEqual(['/qps/user/DOMAIN/User2'])
})

it('shortens session ids unless --show-ids is set', async () => {
  await using harness = await startWithSessions()
  expect(await runHubpass(harness, 'session', 'list', 'acme')).toEqual({
    code: 0,
    stdout: 'User          Session  Attributes\nDOMAIN\\User1  firs…    group=HR\nDOMAIN\\User2  seco…\n',
    stderr: '',
  })
  const { stdout } = await runHubpass(harness, 'session', 'list', 'acme', '--show-ids')
  expect(stdout).toBe(
    'User          Session            Attributes\nDOMAIN\\User1  first-session-id   group=HR\nDOMAIN\\User2  second-session-id\n',
  )
})

it('removes control characters from user names', async () => {
  await using harness = await startCompanionWithQlik()
  harness.qlik.addSession({
    userDirectory: 'DOMAIN',
    userId: '\u001b[2Jbold',
    sessionId: 'session-id-of-a-rogue',
  })
  expect((await runHubpass(harness, 'session', 'list', 'acme')).stdout).toContain('DOMAIN\\�[2Jbold  sess…\n')
})

it('only counts sessions of users who may not be impersonated on the site', async () => {
  await using harness = await startWithSessions()
  const anna = { userDirectory: 'TESTING_1', userId: 'anna', sessionId: 'session-id-of-anna' }
  harness.qlik.addSession(anna)
  const list = ['session', 'list', 'limited']
  expect(await runForResult(harness, ...list, '--show-ids')).toEqual({
    prefix: '',
    sessions: [{ ...anna, attributes: [] }],
    hidden: 2,
  })
  expect((await runHubpass(harness, ...list, '--show-ids')).stdout).toBe(
    'User            Session             Attributes\nTESTING_1\\anna  session-id-of-anna\n2 more sessions of users who may not be impersonated on this site\n',
  )
})

it('reports that a user has no sessions', async () => {
  await using harness = await startCompanionWithQlik()
  const { stdout } = await runHubpass(harness, 'session', 'list', 'acme', '--user', 'DOMAIN\\User2')
  expect(stdout).toBe('no sessions of DOMAIN\\User2 on the default virtual proxy\n')
})

it('ends a session and reports it as unknown the second time', async () => {
  await using harness = await startWithSessions()
  const end = ['session', 'end', 'acme', salesSession.sessionId, '--prefix', 'sales']
  expect(await runForResult(harness, ...end)).toEqual({ prefix: 'sales', ended: true })
  expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).toEqual([first.sessionId, second.sessionId])
  const error = await runForError(harness, ...end)
  expect(error).toMatchObject({ code: 'SESSION_UNKNOWN', exitCode: 5, details: { prefix: 'sales' } })
  expect(error.message).toContain('"sales"')
  expect(error.output).not.toContain(salesSession.sessionId)
  const { message } = await runForError(harness, 'session', 'end', 'acme', salesSession.sessionId)
  expect(message).toBe('This session does not exist on the default virtual proxy.')
})

it.each(['firs…', 'firs'])('rejects the shortened id %s and explains how to get the full one', async id => {
  await using harness = await startWithSessions()
  const error = await runForError(harness, 'session', 'end', 'acme', id)
  expect(error).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: 'Session id: the id is shortened.',
    remedy: expect.stringContaining('the full id from "hubpass session list acme --show-ids".'),
  })
  expect(harness.qlik.requests).toEqual([])
})

it('ends a session whose id ends with periods', async () => {
  await using harness = await startWithSessions()
  const { sessionId } = harness.qlik.addSession({ ...user, sessionId: 'to-be-continued...' })
  expect(await runForResult(harness, 'session', 'end', 'acme', sessionId)).toEqual({
    prefix: '',
    ended: true,
  })
})

it('ends all sessions of a user on one virtual proxy', async () => {
  await using harness = await startWithSessions()
  expect(await runForResult(harness, 'user', 'logout', 'acme', 'DOMAIN\\User1')).toEqual({
    ...user,
    prefix: '',
    ended: [{ ...first, attributes: [{ name: 'group', value: 'HR' }] }],
  })
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User2' }, { prefix: 'sales' }])
  const { stdout } = await runHubpass(harness, 'user', 'logout', 'acme', 'DOMAIN\\User1', '--prefix', 'sales')
  expect(stdout).toBe('Ended 1 session of DOMAIN\\User1 on the virtual proxy "sales".\n')
  const again = await runHubpass(harness, 'user', 'logout', 'acme', 'DOMAIN\\User1')
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Ended no sessions of DOMAIN\\User1'),
  })
})

it.each<[string, string[], string, number]>([
  ['a user without a directory', ['session', 'list', 'acme', '--user', 'User1'], 'BAD_REQUEST', 2],
  ['a prefix with a capital', ['session', 'list', 'acme', '--prefix', 'Sales'], 'BAD_REQUEST', 2],
  ['a session id that is none', ['session', 'end', 'acme', 'a/b'], 'BAD_REQUEST', 2],
  ['a user of another site', ['user', 'logout', 'limited', 'DOMAIN\\User1'], 'USER_NOT_ALLOWED', 2],
  ['an unknown site', ['session', 'list', 'nope'], 'SITE_UNKNOWN', 3],
])('rejects %s before it sends a request', async (_, args, code, exitCode) => {
  await using harness = await startWithSessions()
  expect(await runForError(harness, ...args)).toMatchObject({ code, exitCode })
  expect(harness.qlik.requests).toEqual([])
})

it.each([
  ['session', 'list', 'acme'],
  ['user', 'logout', 'acme', 'DOMAIN\\User1'],
])('reports an unknown prefix for %s %s', async (...args) => {
  await using harness = await startWithSessions()
  const error = await runForError(harness, ...args, '--prefix', 'nowhere')
  expect(error).toMatchObject({ code: 'VIRTUAL_PROXY_UNKNOWN', exitCode: 5 })
})
