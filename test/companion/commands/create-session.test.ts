import { afterEach, expect, it, vi } from 'vitest'
import { qlikTimeoutMs } from '#protocol/constants'
import { toFinding } from '#protocol/findings/to-finding'
import type { CommandContext } from '../../../companion/commands/command-handler.ts'
import { createSession } from '../../../companion/commands/create-session.ts'
import { endSession } from '../../../companion/commands/end-session.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

const context: CommandContext = { signal: new AbortController().signal, cancel: () => false, via: 'cli' }
const sessionAddress = { site: 'acme', prefix: 'sales', sessionId: 'a-session-id-of-this-test' }
const params = { ...sessionAddress, identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] } }

async function startQlik(unknowns = {}) {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start({ unknowns })
  await writeConfig(home.path, siteConfigFor(qlik))
  vi.stubEnv('HUBPASS_HOME', home.path)
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { qlik, [Symbol.asyncDispose]: dispose }
}

it('createSession reports TIMEOUT at the time limit and ends the session', async () => {
  await using harness = await startQlik()
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const failed = expect(
    findingOfRejection(Promise.resolve(createSession(params, context))),
  ).resolves.toMatchObject({
    code: 'TIMEOUT',
    message: `${new URL(harness.qlik.qps).host} accepted the connection but did not respond within 30 seconds.`,
    details: { afterMs: qlikTimeoutMs },
  })
  await hold.reached
  expect(harness.qlik.sessions).toHaveLength(1)
  vi.advanceTimersByTime(qlikTimeoutMs)
  vi.useRealTimers()
  await failed
  expect(harness.qlik.sessions).toEqual([])
})

it('createSession ends the session even if the first attempts fail', async () => {
  await using harness = await startQlik()
  await harness.qlik.fault('garbage', { endpoint: 'qps', method: 'POST' })
  await harness.qlik.fault('hangUp', { endpoint: 'qps', method: 'DELETE', times: 3 })
  const error = await Promise.resolve(createSession(params, context)).catch(toFinding)
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
  expect(error).not.toHaveProperty('details.sessionMayRemain')
  expect(harness.qlik.sessions).toEqual([])
})

it('createSession reports that the session may remain if it cannot be ended', async () => {
  await using harness = await startQlik()
  const cancelled = new AbortController()
  const hold = harness.qlik.hold({ endpoint: 'qps' })
  const failed = createSession(params, { ...context, signal: cancelled.signal })
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
])('createSession and endSession work with a server with %j', async unknowns => {
  await using harness = await startQlik(unknowns)
  const { session } = await createSession(params, context)
  expect(session).toMatchObject({ userDirectory: 'DOMAIN', userId: 'User1', attributes: [], newUser: true })
  expect(harness.qlik.sessions).toHaveLength(1)
  expect(await endSession(sessionAddress, context)).toEqual({ ended: true })
  expect(await endSession(sessionAddress, context)).toEqual({ ended: false })
})

it('createSession sends names that need escaping unchanged', async () => {
  await using harness = await startQlik()
  const identity = {
    userDirectory: 'DÖMÄIN & Söhne',
    userId: '漢字 "quoted" 50%',
    attributes: [{ name: 'a/b', value: 'ü€😀\u2028' }],
  }
  const sessionId = "!#$%&'()*+-.:<=>?@[]^_`{|}~"
  await createSession({ ...params, sessionId, identity }, context)
  expect(harness.qlik.sessions).toMatchObject([
    { ...identity, sessionId, attributes: [['a/b', 'ü€😀\u2028']], prefix: 'sales' },
  ])
  expect(await endSession({ ...sessionAddress, sessionId }, context)).toEqual({ ended: true })
})

it('createSession ends the session if it is cancelled while it waits for settings', async () => {
  await using harness = await startQlik()
  const hold = harness.qlik.hold({ endpoint: 'qrs' })
  const cancelling = new AbortController()
  const creation = createSession(params, { ...context, signal: cancelling.signal })
  const failed = expect(creation).rejects.toMatchObject({ finding: { code: 'CANCELLED' } })
  await hold.reached
  await expect.poll(() => harness.qlik.sessions.length).toBe(1)
  cancelling.abort()
  await failed
  expect(harness.qlik.sessions).toEqual([])
})
