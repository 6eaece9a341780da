import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ReceivedResponse, requestHub, requestQps, requestQrs, type SendOptions } from './client.ts'
import { QlikSenseDouble } from './double.ts'
import { FAULTS, type FaultName, isFaultName } from './faults.ts'
import { ENDPOINT_NAMES } from './listeners.ts'

let qlik: QlikSenseDouble
beforeEach(async () => {
  qlik = await QlikSenseDouble.start()
})
afterEach(() => qlik[Symbol.asyncDispose]())

type Outcome = Partial<ReceivedResponse> | RegExp
const ROOT_IN_CHAIN = { tls: { ca: [] } } // a client without the root
const TLS11_CLIENT: SendOptions = { tls: { minVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } }

/**
 * What a client of each endpoint observes, with options where only a special client is affected.
 */
const EXPECTED: Record<FaultName, { seen: Outcome; how?: SendOptions }> = {
  slow: { seen: { status: 200 } },
  silent: { seen: /timed out/, how: { tls: { timeout: 50 } } },
  hangUp: { seen: /socket hang up|ECONNRESET/ },
  cut: { seen: /aborted|terminated/ },
  garbage: { seen: { status: 200, json: undefined, body: expect.stringContaining('not json') } },
  wrongShape: { seen: { status: 200, json: { unexpected: [1, { shape: true }] } } },
  huge: { seen: { status: 200, body: expect.stringMatching(/^ {1310720}null$/) } },
  wrongContentType: {
    seen: { status: 200, headers: expect.objectContaining({ 'content-type': 'text/html' }) },
  },
  hubErrorPage: { seen: { status: 200 } },
  tls12: {
    seen: /alert protocol version|unsupported protocol|wrong version/,
    how: { tls: { minVersion: 'TLSv1.3' } },
  },
  tls11: { seen: /alert protocol version|unsupported protocol/ },
  leafOnlyChain: { seen: /unable to verify the first certificate/, how: ROOT_IN_CHAIN },
  rootSentAlong: { seen: /self-signed certificate in certificate chain/, how: ROOT_IN_CHAIN },
  serverCertificateExpired: { seen: /certificate has expired/ },
  serverCertificateOfOtherName: { seen: /does not match certificate's altnames/ },
  serverCertificateOfWrongPurpose: { seen: /unsuitable certificate purpose/ },
  serverCertificateOfOtherSite: { seen: /unable to verify the first certificate/ },
  refused: { seen: /ECONNREFUSED/ },
}

const REQUESTS = {
  qps: (how: SendOptions) => requestQps(qlik, 'GET alive', undefined, how),
  qrs: (how: SendOptions) => requestQrs(qlik, 'GET about', how),
  proxy: (how: SendOptions) => requestHub(qlik, '/qps/user', {}, how),
} as const

const cases = Object.keys(EXPECTED)
  .filter(isFaultName)
  .flatMap(name => ENDPOINT_NAMES.map(endpoint => ({ name, endpoint, ...EXPECTED[name] })))

it.each(cases)(
  'fault $name affects endpoint $endpoint until it ends',
  async ({ name, endpoint, seen, how = {} }) => {
    const fault = await qlik.fault(name, { endpoint, ms: 1 })
    if (seen instanceof RegExp) await expect(REQUESTS[endpoint](how)).rejects.toThrow(seen)
    else expect(await REQUESTS[endpoint](how)).toMatchObject(seen)
    await fault.end()
    expect((await REQUESTS[endpoint]({})).status).toBe(200)
  },
)

it('every fault has a description', () => {
  for (const { what } of Object.values(FAULTS)) expect(what).toMatch(/\w/)
})

it('fault tls11 accepts a client that allows TLS 1.1', async () => {
  await qlik.fault('tls11', { endpoint: 'qps' })
  expect((await requestQps(qlik, 'GET alive', undefined, TLS11_CLIENT)).status).toBe(200)
})

it('fault tls12 accepts a client that allows TLS 1.2', async () => {
  await qlik.fault('tls12')
  expect((await requestQps(qlik, 'GET alive')).status).toBe(200)
})

it('fault hubErrorPage affects the hub', async () => {
  await qlik.fault('hubErrorPage')
  expect((await requestHub(qlik, '/sales/hub/')).status).toBe(500)
})

it('a fault with an endpoint does not affect other endpoints', async () => {
  await qlik.fault('garbage', { endpoint: 'qps' })
  await qlik.fault('refused', { endpoint: 'proxy' })
  expect((await requestQrs(qlik, 'GET about')).json).toBeDefined()
})

it('a fault affects only its path and method, and ends after its number of responses', async () => {
  await qlik.fault('garbage', { endpoint: 'qps', method: 'GET', path: '/session', times: 1 })
  expect((await requestQps(qlik, 'GET alive')).json).toBeDefined()
  expect((await requestQps(qlik, 'GET session')).json).toBeUndefined()
  expect((await requestQps(qlik, 'GET session')).json).toBeDefined()
})

it('faults in the options apply from the start', async () => {
  await using broken = await QlikSenseDouble.start({ faults: ['wrongContentType', 'tls12'] })
  expect((await requestQps(broken, 'GET alive')).headers['content-type']).toBe('text/html')
})

it('hold() performs the request and delays the response until release', async () => {
  const hold = qlik.hold({ endpoint: 'qps', path: '/session' })
  const told = requestQps(qlik, 'POST session', {
    UserDirectory: 'DOMAIN',
    UserId: 'User1',
    SessionId: 'held',
  })
  await hold.reached
  expect(qlik.sessions).toMatchObject([{ sessionId: 'held' }])
  hold.release()
  expect((await told).status).toBe(201)
})

it('disposing the double ends held requests', async () => {
  const short = await QlikSenseDouble.start()
  const hold = short.hold()
  const told = requestQps(short, 'GET alive').catch(() => undefined)
  await hold.reached
  await short[Symbol.asyncDispose]()
  await told
})

it('ending fault slow sends the pending response immediately', async () => {
  const slow = await qlik.fault('slow', { ms: 60_000 })
  const told = requestQps(qlik, 'GET alive')
  await slow.reached
  await slow.end()
  expect((await told).status).toBe(200)
})
