import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { startNativeHost } from '../../support/native-host.ts'

const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const sessionId = 'a-session-id-of-this-test'

it('the host connects only to the hosts in its configuration, whatever a frame names', async () => {
  await using harness = await startCompanionWithQlik()
  await using other = await QlikSenseDouble.start()
  const [qps, qrs] = [other.qps, other.qrs].map(url => new URL(url).host)
  const hosts = { qps, qrs, hub: other.hub, host: 'localhost', address: qps, tlsServerName: 'localhost' }
  const credential = { kind: 'pem', certificate: '/etc/hosts', key: '/etc/hosts', root: '/etc/hosts' }
  await using host = startNativeHost(harness)
  const params = { site: 'acme', prefix: '', sessionId, identity, ...hosts, credential }
  expect(await host.sendCommand('createSession', params)).toMatchObject({ ok: true })
  expect(await host.sendCommand('virtualProxies', { site: 'acme', ...hosts })).toMatchObject({ ok: true })
  expect(harness.qlik.sessions).toHaveLength(1)
  expect(other.requests).toEqual([])
})

it.each(['__proto__', 'constructor', '../acme', '/etc/passwd', 'https://qlik.test', 'localhost:4243', ''])(
  'the host knows no site %j',
  async site => {
    await using harness = await startCompanionWithQlik()
    await using host = startNativeHost(harness)
    const answer = await host.sendCommand('createSession', { site, prefix: '', sessionId, identity })
    expect(answer).toMatchObject({ error: { code: 'SITE_UNKNOWN' } })
    expect(harness.qlik.requests).toEqual([])
  },
)

it.each(['..', '%2e%2e', 'sales/../x', 'a b', 'sales?x', 'sales#x', 'sales\\x'])(
  'the host rejects the prefix %j before it sends a request',
  async prefix => {
    await using harness = await startCompanionWithQlik()
    await using host = startNativeHost(harness)
    for (const command of ['createSession', 'endSession', 'sessions', 'logOut']) {
      const answer = await host.sendCommand(command, {
        site: 'acme',
        prefix,
        sessionId,
        identity,
        user: identity,
      })
      expect(answer).toMatchObject({ error: { code: 'BAD_REQUEST' } })
    }
    expect(harness.qlik.requests).toEqual([])
  },
)
