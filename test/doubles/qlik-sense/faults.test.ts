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
const EXPECTED: Record<FaultName, { outcome: Outcome; options?: SendOptions }> = {
  slow: { outcome: { status: 200 } },
  silent: { outcome: /timed out/, options: { tls: { timeout: 50 } } },
  hangUp: { outcome: /socket hang up|ECONNRESET/ },
  cut: { outcome: /aborted|terminated/ },
  garbage: { outcome: { status: 200, json: undefined, body: expect.stringContaining('not json') } },
  wrongShape: { outcome: { status: 200, json: { unexpected: [1, { shape: true }] } } },
  huge: { outcome: { status: 200, body: expect.stringMatching(/^ {1310720}null$/) } },
  wrongContentType: {
    outcome: { status: 200, headers: expect.objectContaining({ 'content-type': 'text/html' }) },
  },
  forbidden: { outcome: { status: 403, body: '' } },
  hubErrorPage: { outcome: { status: 200 } },
  hugeHeaders: { outcome: { status: 200 } },
  tls12: {
    outcome: /alert protocol version|unsupported protocol|wrong version/,
    options: { tls: { minVersion: 'TLSv1.3' } },
  },
  tls11: { outcome: /alert protocol version|unsupported protocol/ },
  leafOnlyChain: { outcome: /unable to verify the first certificate/, options: ROOT_IN_CHAIN },
  rootSentAlong: { outcome: /self-signed certificate in certificate chain/, options: ROOT_IN_CHAIN },
  serverCertificateExpired: { outcome: /certificate has expired/ },
  serverCertificateNotYetValid: { outcome: /certificate is not yet valid/ },
  serverCertificateSelfSigned: { outcome: /self-signed certificate/ },
  serverCertificateOfOtherName: { outcome: /does not match certificate's altnames/ },
  serverCertificateOfWrongPurpose: { outcome: /unsuitable certificate purpose/ },
  serverCertificateOfOtherSite: { outcome: /unable to verify the first certificate/ },
  refused: { outcome: /ECONNREFUSED/ },
}

const REQUESTS = {
  qps: (options: SendOptions) => requestQps(qlik, 'GET alive', undefined, options),
  qrs: (options: SendOptions) => requestQrs(qlik, 'GET about', options),
  proxy: (options: SendOptions) => requestHub(qlik, '/qps/user', {}, options),
} as const

const cases = Object.keys(EXPECTED)
  .filter(isFaultName)
  .flatMap(name => ENDPOINT_NAMES.map(endpoint => ({ name, endpoint, ...EXPECTED[name] })))

it.each(cases)(
  'fault $name affects endpoint $endpoint until it ends',
  async ({ name, endpoint, outcome, options = {} }) => {
    const fault = await qlik.fault(name, { endpoint, ms: 1 })
    if (outcome instanceof RegExp) await expect(REQUESTS[endpoint](options)).rejects.toThrow(outcome)
    else expect(await REQUESTS[endpoint](options)).toMatchObject(outcome)
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

it('fault hugeHeaders affects the hub', async () => {
  await qlik.fault('hugeHeaders', { times: 1 })
  await expect(requestHub(qlik, '/hub/')).rejects.toThrow(/Header overflow/)
  expect((await requestHub(qlik, '/hub/')).status).toBe(302)
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
  const response = requestQps(qlik, 'POST session', {
    UserDirectory: 'DOMAIN',
    UserId: 'User1',
    SessionId: 'held',
  })
  await hold.reached
  expect(qlik.sessions).toMatchObject([{ sessionId: 'held' }])
  hold.release()
  expect((await response).status).toBe(201)
})

it('disposing the double ends held requests', async () => {
  const short = await QlikSenseDouble.start()
  const hold = short.hold()
  const response = requestQps(short, 'GET alive').catch(() => undefined)
  await hold.reached
  await short[Symbol.asyncDispose]()
  await response
})

it('ending fault slow sends the pending response immediately', async () => {
  const slow = await qlik.fault('slow', { ms: 60_000 })
  const response = requestQps(qlik, 'GET alive')
  await slow.reached
  await slow.end()
  expect((await response).status).toBe(200)
})
