import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { type NativeHost, startNativeHost } from '../../support/native-host.ts'
import { listenOnFreePort } from '../../support/raw-server.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const params = {
  site: 'acme',
  prefix: '',
  sessionId: 'a-session-id-nobody-may-see',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
}

type End = (host: NativeHost) => void
type Reach = (harness: Harness, send: () => void) => Promise<Reached | undefined>
type Harness = Awaited<ReturnType<typeof startCompanionWithQlik>>

interface Reached extends AsyncDisposable {
  /** Answers what the companion waits for. Without an answer, a busy machine forces its end. */
  answer?(): void
}

/** Starts a server that accepts connections and says nothing. Resolves `reached` with the first. */
async function startSilentServer() {
  let reach = () => {}
  const reached = new Promise<void>(resolve => {
    reach = resolve
  })
  const server = await listenOnFreePort(createServer(() => reach()))
  return { ...server, reached }
}

/** Each brings the request to a moment of `createSession` and waits until it is there. */
const moments: [string, Reach][] = [
  [
    'has just been sent',
    async (_, send) => {
      send()
      return undefined
    },
  ],
  [
    'waits for TLS',
    async ({ home, qlik }, send) => {
      const silent = await startSilentServer()
      await writeConfig(home, siteConfigFor(qlik, { qps: silent.address }))
      send()
      await silent.reached
      return silent
    },
  ],
  [
    'waits for the answer of QPS',
    async ({ qlik }, send) => {
      const hold = qlik.hold({ endpoint: 'qps', method: 'POST' })
      send()
      await hold.reached
      return undefined
    },
  ],
  [
    'has a session and waits for the settings of QRS',
    async ({ qlik }, send) => {
      const hold = qlik.hold({ endpoint: 'qrs' })
      send()
      await hold.reached
      await expect.poll(() => qlik.sessions.length).toBe(1)
      return undefined
    },
  ],
  [
    'ends a session after an answer that it could not use',
    async ({ qlik }, send) => {
      await qlik.fault('garbage', { endpoint: 'qps', method: 'POST' })
      const hold = qlik.hold({ endpoint: 'qps', method: 'DELETE', times: 1 })
      send()
      await hold.reached
      return { answer: () => hold.release(), [Symbol.asyncDispose]: async () => hold.release() }
    },
  ],
]

const ends: [string, End][] = [
  ['the port closes', host => host.close()],
  ['SIGTERM comes', host => host.kill('SIGTERM')],
]

const cases = moments.flatMap(([moment, reach]) =>
  ends.map(([how, end]): [string, string, Reach, End] => [how, moment, reach, end]),
)

it.each(cases)(
  'no session stays and the log has it if %s while a request %s',
  async (_how, _moment, reach, end) => {
    await using harness = await startCompanionWithQlik()
    await using host = startNativeHost(harness)
    await host.sendCommand('sites', {})
    await using reached = await reach(harness, () => host.send({ id: 1, command: 'createSession', params }))
    end(host)
    reached?.answer?.()
    expect((await host.ended).code).toBe(0)
    expect(harness.qlik.sessions).toEqual([])
    const entries = await readAuditFiles(harness.home)
    const asked = entries.filter(({ outcome }) => outcome === 'asked')
    const outcomes = entries.filter(
      ({ action, outcome }) => action === 'session.create' && outcome !== 'asked',
    )
    expect(outcomes).toHaveLength(asked.length)
  },
)

it.each(moments)(
  'a session that stays is in the log if SIGKILL comes while a request %s',
  async (_, reach) => {
    await using harness = await startCompanionWithQlik()
    await using host = startNativeHost(harness)
    await host.sendCommand('sites', {})
    await using _server = await reach(harness, () => host.send({ id: 1, command: 'createSession', params }))
    host.kill('SIGKILL')
    expect((await host.ended).signal).toBe('SIGKILL')
    const entries = await readAuditFiles(harness.home)
    const wasSent = harness.qlik.requests.some(({ method }) => method === 'POST')
    if (wasSent || harness.qlik.sessions.length > 0)
      expect(entries).toContainEqual(
        expect.objectContaining({ action: 'session.create', user: 'DOMAIN\\User1', outcome: 'asked' }),
      )
  },
)

it('a session whose answer nobody reads is ended and in the log', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send({ id: 1, command: 'createSession', params })
  await hold.reached
  host.closeOutput()
  hold.release()
  await host.ended
  expect(harness.qlik.sessions).toEqual([])
  const outcomes = (await readAuditFiles(harness.home)).map(({ action, outcome }) => `${action} ${outcome}`)
  expect(outcomes).toContain('session.cleanup done')
})

it('no request begins after SIGTERM', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const creation = harness.qlik.hold({ endpoint: 'qps', method: 'POST', times: 1 })
  const cleanup = harness.qlik.hold({ endpoint: 'qps', method: 'DELETE', times: 1 })
  host.send({ id: 100, command: 'createSession', params })
  await creation.reached
  host.kill('SIGTERM')
  await cleanup.reached
  const late = await host.sendCommand('createSession', { ...params, sessionId: `${params.sessionId}-2` })
  cleanup.release()
  expect(late).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
  await host.ended
  expect(harness.qlik.sessions).toEqual([])
})
