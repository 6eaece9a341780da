import { afterEach, expect, it, vi } from 'vitest'
import { findingFrom } from '#protocol/errors'
import { qlikTimeoutMs } from '#protocol/limits'
import { createSession } from '../../../companion/commands/create-session.ts'
import { endSession } from '../../../companion/commands/end-session.ts'
import type { Context } from '../../../companion/commands/index.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { configure, siteFor } from '../fixtures/site.ts'
import { temporaryHome } from '../fixtures/temporary-home.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

const context: Context = { signal: new AbortController().signal, cancel: () => false, via: 'cli' }
const address = { site: 'acme', prefix: 'sales', sessionId: 'a-session-id-of-this-test' }
const wish = { ...address, identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] } }

async function startWorld(unknowns = {}) {
  const home = await temporaryHome()
  const qlik = await QlikSenseDouble.start({ unknowns })
  await configure(home.path, siteFor(qlik))
  vi.stubEnv('HUBPASS_HOME', home.path)
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { qlik, [Symbol.asyncDispose]: dispose }
}

it('gives up after the time that a request may take, and ends the session', async () => {
  await using world = await startWorld()
  const hold = world.qlik.hold({ door: 'qps', method: 'POST' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const failed = expect(createSession(wish, context)).rejects.toMatchObject({
    finding: {
      code: 'TIMEOUT',
      message: `${new URL(world.qlik.qps).host} did not answer within 30 seconds, though it accepted the connection.`,
      details: { afterMs: qlikTimeoutMs },
    },
  })
  await hold.reached
  expect(world.qlik.sessions).toHaveLength(1)
  vi.advanceTimersByTime(qlikTimeoutMs)
  vi.useRealTimers()
  await failed
  expect(world.qlik.sessions).toEqual([])
})

it('ends the session although the first tries fail', async () => {
  await using world = await startWorld()
  await world.qlik.fault('garbage', { door: 'qps', method: 'POST' })
  await world.qlik.fault('hangUp', { door: 'qps', method: 'DELETE', times: 3 })
  const error = await Promise.resolve(createSession(wish, context)).catch(findingFrom)
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
  expect(error).not.toHaveProperty('details.sessionMayRemain')
  expect(world.qlik.sessions).toEqual([])
})

it('says that the session may remain when nothing helps', async () => {
  await using world = await startWorld()
  const cancelled = new AbortController()
  const hold = world.qlik.hold({ door: 'qps' })
  const failed = createSession(wish, { ...context, signal: cancelled.signal })
  await hold.reached
  cancelled.abort()
  await expect(failed).rejects.toMatchObject({
    finding: { code: 'CANCELLED', details: { sessionMayRemain: true } },
  })
})

it.each([
  { attributesWhenAbsent: 'null' },
  { attributesWhenAbsent: 'emptyList' },
  { attributesWhenAbsent: 'absent' },
  { attributeShape: 'nameAndValue' },
  { userNameInAnswers: 'null' },
  { userNameInAnswers: 'userId' },
  { deleteSessionShape: 'wrapped' },
  { deleteSessionShape: 'bare' },
  { unknownPrefixOnQps: 'accept' },
  { contentTypeNotJson: '415' },
])('makes and ends a session of a server with %j', async unknowns => {
  await using world = await startWorld(unknowns)
  const { session } = await createSession(wish, context)
  expect(session).toMatchObject({ userDirectory: 'DOMAIN', userId: 'User1', attributes: [], newUser: true })
  expect(world.qlik.sessions).toHaveLength(1)
  expect(await endSession(address, context)).toEqual({ ended: true })
  expect(await endSession(address, context)).toEqual({ ended: false })
})

it('sends names that need escaping, whole', async () => {
  await using world = await startWorld()
  const identity = {
    userDirectory: 'DÖMÄIN & Söhne',
    userId: '漢字 "quoted" 50%',
    attributes: [{ name: 'a/b', value: 'ü€😀\u2028' }],
  }
  const sessionId = "!#$%&'()*+-.:<=>?@[]^_`{|}~"
  await createSession({ ...wish, sessionId, identity }, context)
  expect(world.qlik.sessions).toMatchObject([
    { ...identity, sessionId, attributes: [['a/b', 'ü€😀\u2028']], prefix: 'sales' },
  ])
  expect(await endSession({ ...address, sessionId }, context)).toEqual({ ended: true })
})

it('ends the session when it is cancelled while only the settings are awaited', async () => {
  await using world = await startWorld()
  const hold = world.qlik.hold({ door: 'qrs' })
  const cancelling = new AbortController()
  const making = createSession(wish, { ...context, signal: cancelling.signal })
  const failed = expect(making).rejects.toMatchObject({ finding: { code: 'CANCELLED' } })
  await hold.reached
  await expect.poll(() => world.qlik.sessions.length).toBe(1)
  cancelling.abort()
  await failed
  expect(world.qlik.sessions).toEqual([])
})
