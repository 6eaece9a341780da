import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FaultName } from '../../../doubles/qlik-sense/faults.ts'
import {
  type InstalledCompanion,
  runDoctor,
  startInstalledCompanion,
} from '../../../support/doctor-harness.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { credentialFrom } from '../../../support/site-config.ts'

/** Each row: the problem, how to cause it, the check that finds it, its code, a part of its remedy and the skipped checks. */
type Row = [string, (machine: InstalledCompanion) => unknown, string, string, string, string[]]

const useCredential =
  (name: Parameters<InstalledCompanion['qlik']['writeCertificates']>[0]) =>
  async (machine: InstalledCompanion) =>
    machine.changeSite({ credential: credentialFrom(await machine.qlik.writeCertificates(name)) })

const raiseFault = (name: FaultName) => (machine: InstalledCompanion) =>
  machine.qlik.fault(name, { endpoint: 'qps' })

/** A root file that trusts both sites makes a foreign certificate pass the local checks. */
async function useForeignIssuerOfSameName(machine: InstalledCompanion) {
  const folder = await machine.qlik.writeCertificates('foreign')
  const roots = [join(folder, 'root.pem'), join(machine.qlik.certificates.folder, 'root.pem')]
  const texts = await Promise.all(roots.map(path => readFile(path, 'utf8')))
  await writeFile(join(folder, 'root.pem'), texts.join('\n'))
  await machine.changeSite({ credential: credentialFrom(folder) })
}

const skippedWithoutTls = ['tls', 'client-certificate', 'xrfkey', 'qps']
const skippedWithoutTrust = [...skippedWithoutTls.slice(1)]

it.each<Row>([
  [
    'a root of another site',
    raiseFault('serverCertificateOfOtherSite'),
    'tls',
    'TLS_UNTRUSTED_ROOT',
    'match (CN=LOCALHOST-CA)',
    skippedWithoutTrust,
  ],
  [
    'a certificate for another name',
    raiseFault('serverCertificateOfOtherName'),
    'tls',
    'TLS_NAME_MISMATCH',
    '--tls-server-name',
    skippedWithoutTrust,
  ],
  [
    'an old server certificate',
    raiseFault('serverCertificateExpired'),
    'tls',
    'TLS_SERVER_CERTIFICATE_EXPIRED',
    'Renew',
    skippedWithoutTrust,
  ],
  ['a server with TLS 1.1', raiseFault('tls11'), 'tls', 'TLS_VERSION', 'TLS 1.2', skippedWithoutTrust],
  ['a closed port', raiseFault('refused'), 'tcp', 'CONNECTION_REFUSED', 'firewall', skippedWithoutTls],
  [
    'a port with plain http',
    ({ qlik, changeSite }) => changeSite({ qps: new URL(qlik.plainHub ?? '').host }),
    'tls',
    'NOT_TLS',
    '4243',
    skippedWithoutTrust,
  ],
  [
    'a host without an address',
    ({ changeSite }) => changeSite({ qps: 'no-such-host.invalid:4243' }),
    'dns',
    'HOST_NOT_FOUND',
    'DNS',
    ['tcp', ...skippedWithoutTls],
  ],
  [
    'an expired client certificate',
    useCredential('expired'),
    'credential',
    'CERTIFICATE_EXPIRED',
    'new client certificate',
    [...skippedWithoutTls, 'qrs'],
  ],
  [
    'a foreign client certificate',
    useCredential('foreignClient'),
    'credential',
    'CERTIFICATE_NOT_FROM_SITE',
    'the same export',
    [...skippedWithoutTls, 'qrs'],
  ],
  [
    'a foreign client certificate that only the server recognizes',
    useForeignIssuerOfSameName,
    'client-certificate',
    'QPS_FORBIDDEN',
    'this site',
    ['xrfkey', 'qps'],
  ],
  [
    'a server that closes the connection',
    raiseFault('hangUp'),
    'client-certificate',
    'CONNECTION_CLOSED',
    'log of the Qlik Sense service',
    ['xrfkey', 'qps'],
  ],
  [
    'the port of QRS instead of QPS',
    ({ qlik, changeSite }) => changeSite({ qps: new URL(qlik.qrs).host }),
    'qps',
    'UNEXPECTED_RESPONSE',
    '4243',
    [],
  ],
  [
    'a hub port without TLS',
    ({ qlik, changeSite }) => changeSite({ hub: (qlik.plainHub ?? '').replace('http:', 'https:') }),
    'hub',
    'HUB_UNREACHABLE',
    'Open that address yourself',
    [],
  ],
])('reports %s and skips checks that depend on it', async (_, breakIt, id, code, remedy, skipped) => {
  await using machine = await startInstalledCompanion({ plainHubPort: 0 })
  await breakIt(machine)
  const report = await runDoctor(machine, 'acme')
  expect(report).toMatchObject({ code: 1, healthy: false })
  expect(report.check(id)).toMatchObject({ state: 'failed', finding: { code } })
  const { message = '', remedy: actualRemedy = '' } = report.check(id)?.finding ?? {}
  expect(actualRemedy).toContain(remedy)
  expect(report.verdicts).toEqual([
    { site: 'acme', state: 'failed', sentence: `acme cannot sign in: ${message}`, remedy: actualRemedy },
  ])
  const ofState = (state: string) => report.checks.filter(check => check.state === state).map(({ id }) => id)
  expect(ofState('failed')).toEqual([id])
  expect(ofState('skipped')).toEqual(skipped)
})

it.each(['tlsAlert', 'http403'] as const)(
  'distinguishes a rejected client certificate from a failing server (%s, TLS 1.2 and 1.3)',
  async noClientCertificate => {
    for (const faults of [[], ['tls12']] as const) {
      await using machine = await startInstalledCompanion({ unknowns: { noClientCertificate }, faults })
      expect((await runDoctor(machine, 'acme')).check('client-certificate')).toMatchObject({
        state: 'passed',
      })
      await useForeignIssuerOfSameName(machine)
      const { check } = await runDoctor(machine, 'acme')
      expect(check('tls')).toMatchObject({ state: 'passed' })
      const code = noClientCertificate === 'tlsAlert' ? 'TLS_CLIENT_CERTIFICATE_REJECTED' : 'QPS_FORBIDDEN'
      expect(check('client-certificate')).toMatchObject({ state: 'failed', finding: { code } })
    }
  },
)

it('reports a proxy that removes the anti-forgery key', async () => {
  await using machine = await startInstalledCompanion()
  await using server = await startRawServer(machine.qlik, (_, response) =>
    response.writeHead(403).end('XSRF prevention check failed'),
  )
  await machine.changeSite({ qps: server.address, tlsServerName: rawServerName, qrs: 'localhost:1' })
  const report = await runDoctor(machine, 'acme')
  expect(report.check('client-certificate')).toMatchObject({ state: 'passed' })
  expect(report.check('xrfkey')).toMatchObject({ state: 'failed', finding: { code: 'XSRF_REJECTED' } })
  expect(report.check('qps')).toMatchObject({ state: 'skipped' })
})

it('only warns about a closed port of the Repository Service', async () => {
  await using machine = await startInstalledCompanion()
  await machine.qlik.fault('refused', { endpoint: 'qrs' })
  const report = await runDoctor(machine, 'acme')
  expect(report).toMatchObject({ code: 0, healthy: true })
  expect(report.check('qrs')).toMatchObject({
    state: 'warned',
    finding: { code: 'QRS_UNAVAILABLE', details: { because: 'CONNECTION_REFUSED' } },
  })
  expect(report.check('qrs')?.finding?.remedy).toContain('open this port')
  expect(report.states.at(-1)).toBe('qrs warned')
  expect(report.verdicts).toMatchObject([
    { state: 'warned', sentence: 'acme is ready, with 1 warning about this site.' },
  ])
})

it('warns about virtual proxies that prevent a sign-in', async () => {
  await using machine = await startInstalledCompanion({
    virtualProxies: [
      { prefix: '' },
      { prefix: 'old', linked: false },
      {
        prefix: 'portal',
        hasSecureAttributeHttps: false,
        sameSiteAttributeHttps: 1,
        sessionCookieDomain: '.acme.com',
      },
    ],
  })
  const { check, code } = await runDoctor(machine, 'acme')
  expect(code).toBe(0)
  expect(check('virtual-proxy:old')).toMatchObject({
    state: 'warned',
    finding: { code: 'VIRTUAL_PROXY_NOT_LINKED', details: { prefix: 'old', proxies: [] } },
  })
  expect(check('virtual-proxy:portal')).toMatchObject({
    state: 'warned',
    finding: { code: 'VIRTUAL_PROXY_SETTING', details: { setting: 'sameSite' } },
    others: [{ code: 'VIRTUAL_PROXY_SETTING', details: { setting: 'cookieDomain', value: '.acme.com' } }],
  })
})

it('names both proxy nodes if the hub and QPS are on different ones', async () => {
  await using machine = await startInstalledCompanion({
    furtherProxies: [{ name: 'Rim', hostName: '127.0.0.1', restListenPort: 4343 }],
  })
  const hub = machine.qlik.hub.replace('localhost', '127.0.0.1')
  await machine.changeSite({ hub })
  const report = await runDoctor(machine, 'acme')
  expect(report).toMatchObject({ code: 1 })
  const finding = report.check('proxy-node')?.finding
  expect(finding).toMatchObject({ code: 'PROXY_NODES_DIFFER' })
  expect(finding?.message).toContain(`The hub ${hub} is on the proxy node Rim (127.0.0.1)`)
  expect(finding?.message).toContain('the proxy node Central (localhost)')
  expect(finding?.remedy).toContain('--qps 127.0.0.1:4343')
})

it('warns that the node behind a load balancer is unknown', async () => {
  await using machine = await startInstalledCompanion({
    furtherProxies: [{ name: 'Rim', hostName: 'rim.invalid' }],
  })
  await machine.changeSite({ hub: 'https://hub.invalid' })
  expect((await runDoctor(machine, 'acme')).check('proxy-node')).toMatchObject({
    state: 'warned',
    finding: { code: 'PROXY_NODE_UNKNOWN', details: { nodes: ['Central (localhost)', 'Rim (rim.invalid)'] } },
  })
})

it.each([
  ['serverCertificateExpired', 'expired on'],
  ['serverCertificateNotYetValid', 'not valid before'],
  ['serverCertificateOfOtherName', 'is for other names: other-name.test'],
  ['serverCertificateOfWrongPurpose', 'is not a server certificate'],
] as const)('warns of a hub whose certificate no browser trusts (%s)', async (fault, words) => {
  await using machine = await startInstalledCompanion()
  await machine.qlik.fault(fault, { endpoint: 'proxy' })
  const { code, healthy, verdicts, check } = await runDoctor(machine, 'acme')
  expect({ code, healthy }).toEqual({ code: 0, healthy: true })
  const { finding } = check('hub') ?? {}
  expect(finding).toMatchObject({ code: 'HUB_CERTIFICATE_NOT_TRUSTED' })
  expect(finding?.message).toContain(words)
  expect(verdicts).toMatchObject([
    { state: 'warned', sentence: `acme can create sessions, but a sign-in may fail: ${finding?.message}` },
  ])
})

it.each([
  ['leafOnlyChain', "the browser must trust the site's own root, LOCALHOST-CA"],
  ['serverCertificateOfOtherSite', 'only the browser can verify it (issued by ELSEWHERE-CA)'],
  ['serverCertificateSelfSigned', 'it is self-signed, and only the browser can verify it'],
] as const)('says who vouches for a hub that a browser may trust (%s)', async (fault, words) => {
  await using machine = await startInstalledCompanion()
  await machine.qlik.fault(fault, { endpoint: 'proxy' })
  const { check, verdicts } = await runDoctor(machine, 'acme')
  expect(check('hub')).toMatchObject({ state: 'passed', note: expect.stringContaining(words) })
  expect(verdicts).toMatchObject([{ state: 'passed' }])
})

it.each([
  ['with a closed port', 'https://localhost:1', 'localhost:1 refused the connection'],
  ['with an unknown host name', 'https://hub.invalid', 'could not be resolved'],
])('only warns about a hub %s, because the browser may use a proxy', async (_, hub, reason) => {
  await using machine = await startInstalledCompanion()
  await machine.changeSite({ hub })
  const { code, healthy, verdicts, check } = await runDoctor(machine, 'acme')
  expect({ code, healthy }).toEqual({ code: 0, healthy: true })
  const { message = '', remedy = '' } = check('hub')?.finding ?? {}
  expect(verdicts).toEqual([
    {
      site: 'acme',
      state: 'warned',
      sentence: `acme can create sessions, but a sign-in may fail: ${message}`,
      remedy,
    },
  ])
  expect(check('hub')).toMatchObject({
    state: 'warned',
    finding: {
      code: 'HUB_UNREACHABLE',
      details: { hub, reason: expect.stringContaining(reason), direct: true },
    },
  })
})
