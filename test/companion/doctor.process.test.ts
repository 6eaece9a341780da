import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import type { FaultName } from '../doubles/qlik-sense/faults.ts'
import { examine, type Patient, startPatient } from './fixtures/doctor.ts'
import { errorOf, hubpass } from './fixtures/hubpass.ts'
import { rawServerName, startRawServer } from './fixtures/raw-server.ts'
import { credentialIn, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'
import { onTerminal } from './fixtures/terminal.ts'

const machineIds = ['configuration', 'home', 'installation', 'companion', 'browser:chromium', 'limits']
const qpsIds = ['dns', 'tcp', 'tls', 'client-certificate', 'xrfkey', 'qps']
const qrsIds = ['qrs', 'proxy-node', 'virtual-proxy:', 'virtual-proxy:sales']

const all = (ids: string[], state: string): string[] => ids.map(id => `${id} ${state}`)

it('finds nothing wrong where nothing is', async () => {
  await using patient = await startPatient()
  const report = await examine(patient, 'acme')
  expect(report).toMatchObject({
    code: 0,
    stderr: '',
    healthy: true,
    verdicts: [{ site: 'acme', state: 'passed', sentence: 'acme is ready.' }],
  })
  expect(report.states).toEqual(all([...machineIds, 'credential', ...qpsIds, 'hub', ...qrsIds], 'passed'))
  expect(report.check('companion')?.note).toContain(`Node ${process.versions.node}`)
  expect(report.check('client-certificate')?.note).toBe('accepted; without one the door is closed')
  expect(report.check('proxy-node')?.note).toBe('hub and QPS are both Central (localhost)')
})

it('answers in one sentence, and says one line for each check', async () => {
  await using patient = await startPatient()
  const { code, stdout, stderr } = await hubpass(patient, 'doctor')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [verdict, machine, site] = stdout.trim().split('\n\n')
  expect(verdict).toBe('acme is ready.')
  expect(machine?.split('\n')).toHaveLength(1 + machineIds.length)
  expect(site?.split('\n')).toHaveLength(1 + 1 + qpsIds.length + 1 + qrsIds.length)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain('Do:')
})

/** Each row: what is wrong, how it is done, the check that finds it, its code and a part of its remedy, what is skipped then. */
type Row = [string, (patient: Patient) => unknown, string, string, string, string[]]

const credentialOf =
  (name: Parameters<Patient['qlik']['writeCertificates']>[0]) => async (patient: Patient) =>
    patient.changeSite({ credential: credentialIn(await patient.qlik.writeCertificates(name)) })

const fault = (name: FaultName) => (patient: Patient) => patient.qlik.fault(name, { door: 'qps' })

/** A root file that trusts both sites lets a foreign certificate pass the local checks. */
async function foreignButPlausible(patient: Patient) {
  const folder = await patient.qlik.writeCertificates('foreign')
  const roots = [join(folder, 'root.pem'), join(patient.qlik.certificates.folder, 'root.pem')]
  const texts = await Promise.all(roots.map(path => readFile(path, 'utf8')))
  await writeFile(join(folder, 'root.pem'), texts.join('\n'))
  await patient.changeSite({ credential: credentialIn(folder) })
}

const withoutTls = ['tls', 'client-certificate', 'xrfkey', 'qps']
const withoutTrust = [...withoutTls.slice(1)]

it.each<Row>([
  [
    'a root of another site',
    fault('serverCertificateOfOtherSite'),
    'tls',
    'TLS_UNTRUSTED_ROOT',
    'belong together (CN=LOCALHOST-CA)',
    withoutTrust,
  ],
  [
    'a certificate for another name',
    fault('serverCertificateOfOtherName'),
    'tls',
    'TLS_NAME_MISMATCH',
    '--tls-server-name',
    withoutTrust,
  ],
  [
    'an old server certificate',
    fault('serverCertificateExpired'),
    'tls',
    'TLS_SERVER_CERTIFICATE_EXPIRED',
    'Renew',
    withoutTrust,
  ],
  ['a server of TLS 1.1', fault('tls11'), 'tls', 'TLS_VERSION', 'TLS 1.2', withoutTrust],
  ['a closed port', fault('refused'), 'tcp', 'CONNECTION_REFUSED', 'firewall', withoutTls],
  [
    'a port of plain http',
    ({ qlik, changeSite }) => changeSite({ qps: new URL(qlik.plainHub ?? '').host }),
    'tls',
    'NOT_TLS',
    '4243',
    withoutTrust,
  ],
  [
    'a host without an address',
    ({ changeSite }) => changeSite({ qps: 'no-such-host.invalid:4243' }),
    'dns',
    'HOST_NOT_FOUND',
    'DNS',
    ['tcp', ...withoutTls],
  ],
  [
    'an expired client certificate',
    credentialOf('expired'),
    'credential',
    'CERTIFICATE_EXPIRED',
    'new client certificate',
    [...withoutTls, 'qrs'],
  ],
  [
    'a foreign client certificate',
    credentialOf('foreignClient'),
    'credential',
    'CERTIFICATE_NOT_FROM_SITE',
    'one export',
    [...withoutTls, 'qrs'],
  ],
  [
    'a foreign client certificate that only the server can tell',
    foreignButPlausible,
    'client-certificate',
    'QPS_FORBIDDEN',
    'this very site',
    ['xrfkey', 'qps'],
  ],
  [
    'a server that just hangs up',
    fault('hangUp'),
    'client-certificate',
    'CONNECTION_CLOSED',
    'log of the Qlik Sense Proxy Service',
    ['xrfkey', 'qps'],
  ],
  [
    'the port of QRS in place of QPS',
    ({ qlik, changeSite }) => changeSite({ qps: new URL(qlik.qrs).host }),
    'qps',
    'UNEXPECTED_RESPONSE',
    '4243',
    [],
  ],
  [
    'a hub whose port speaks no TLS',
    ({ qlik, changeSite }) => changeSite({ hub: (qlik.plainHub ?? '').replace('http:', 'https:') }),
    'hub',
    'HUB_UNREACHABLE',
    'by hand',
    [],
  ],
])('tells %s, and does not go on where it makes no sense', async (_, spoil, id, code, remedy, skipped) => {
  await using patient = await startPatient({ plainHubPort: 0 })
  await spoil(patient)
  const report = await examine(patient, 'acme')
  expect(report).toMatchObject({ code: 1, healthy: false })
  expect(report.check(id)).toMatchObject({ state: 'failed', finding: { code } })
  const { message = '', remedy: told = '' } = report.check(id)?.finding ?? {}
  expect(told).toContain(remedy)
  expect(report.verdicts).toEqual([
    { site: 'acme', state: 'failed', sentence: `acme cannot sign in: ${message}`, remedy: told },
  ])
  const ofState = (state: string) => report.checks.filter(check => check.state === state).map(({ id }) => id)
  expect(ofState('failed')).toEqual([id])
  expect(ofState('skipped')).toEqual(skipped)
})

it.each(['tlsAlert', 'http403'] as const)(
  'tells a refused client certificate from a server that fails (%s, TLS 1.2 and 1.3)',
  async noClientCertificate => {
    for (const faults of [[], ['tls12']] as const) {
      await using patient = await startPatient({ unknowns: { noClientCertificate }, faults })
      expect((await examine(patient, 'acme')).check('client-certificate')).toMatchObject({ state: 'passed' })
      await foreignButPlausible(patient)
      const { check } = await examine(patient, 'acme')
      expect(check('tls')).toMatchObject({ state: 'passed' })
      const code = noClientCertificate === 'tlsAlert' ? 'TLS_CLIENT_CERTIFICATE_REJECTED' : 'QPS_FORBIDDEN'
      expect(check('client-certificate')).toMatchObject({ state: 'failed', finding: { code } })
    }
  },
)

it('tells a proxy in between that takes the anti-forgery key away', async () => {
  await using patient = await startPatient()
  await using server = await startRawServer(patient.qlik, (_, response) =>
    response.writeHead(403).end('XSRF prevention check failed'),
  )
  await patient.changeSite({ qps: server.address, tlsServerName: rawServerName, qrs: 'localhost:1' })
  const report = await examine(patient, 'acme')
  expect(report.check('client-certificate')).toMatchObject({ state: 'passed' })
  expect(report.check('xrfkey')).toMatchObject({ state: 'failed', finding: { code: 'XSRF_REJECTED' } })
  expect(report.check('qps')).toMatchObject({ state: 'skipped' })
})

it('warns of a closed Repository Service, for a sign-in works without', async () => {
  await using patient = await startPatient()
  await patient.qlik.fault('refused', { door: 'qrs' })
  const report = await examine(patient, 'acme')
  expect(report).toMatchObject({ code: 0, healthy: true })
  expect(report.check('qrs')).toMatchObject({
    state: 'warned',
    finding: { code: 'QRS_UNAVAILABLE', details: { because: 'CONNECTION_REFUSED' } },
  })
  expect(report.check('qrs')?.finding?.remedy).toContain('ask for that port to be opened')
  expect(report.states.at(-1)).toBe('qrs warned')
  expect(report.verdicts).toMatchObject([{ state: 'warned', sentence: 'acme is ready, with 1 warning.' }])
})

it('warns of virtual proxies that cannot be signed in to', async () => {
  await using patient = await startPatient({
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
  const { check, code } = await examine(patient, 'acme')
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

it('says which node is which when the hub and QPS are two', async () => {
  await using patient = await startPatient({
    furtherProxies: [{ name: 'Rim', hostName: '127.0.0.1', restListenPort: 4343 }],
  })
  const hub = patient.qlik.hub.replace('localhost', '127.0.0.1')
  await patient.changeSite({ hub })
  const report = await examine(patient, 'acme')
  expect(report).toMatchObject({ code: 1 })
  const finding = report.check('proxy-node')?.finding
  expect(finding).toMatchObject({ code: 'PROXY_NODES_DIFFER' })
  expect(finding?.message).toContain(`The hub ${hub} is the proxy node Rim (127.0.0.1)`)
  expect(finding?.message).toContain('the proxy node Central (localhost)')
  expect(finding?.remedy).toContain('--qps 127.0.0.1:4343')
})

it('does not guess what a load balancer does', async () => {
  await using patient = await startPatient({ furtherProxies: [{ name: 'Rim', hostName: 'rim.invalid' }] })
  await patient.changeSite({ hub: 'https://hub.invalid' })
  expect((await examine(patient, 'acme')).check('proxy-node')).toMatchObject({
    state: 'warned',
    finding: { code: 'PROXY_NODE_UNKNOWN', details: { nodes: ['Central (localhost)', 'Rim (rim.invalid)'] } },
  })
})

/** Each row: what is wrong, how it is done, the check that finds it, its code and a part of its message. */
it.each<[string, (patient: Patient) => unknown, string, string, string]>([
  [
    'a manifest that is gone',
    ({ manifest }) => rm(manifest),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'is not there',
  ],
  [
    'a manifest for another extension',
    ({ manifest }) => replaceIn(manifest, 'ccaabjbn', 'aaaaaaaa'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'allowed_origins of its manifest lack "chrome-extension://ccaabjbn',
  ],
  [
    'a manifest cut in half',
    ({ manifest }) => writeFile(manifest, '{"name":'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'not complete JSON',
  ],
  [
    'a launcher whose Node is gone',
    ({ launcher }) => replaceIn(launcher, process.execPath, '/gone/node'),
    'companion',
    'LAUNCHER_BROKEN',
    'said "/gone/node: not found"',
  ],
  [
    'a launcher that is gone',
    ({ launcher }) => rm(launcher),
    'companion',
    'LAUNCHER_BROKEN',
    'it does not exist',
  ],
  [
    'a launcher that may not be run',
    ({ launcher }) => chmod(launcher, 0o600),
    'companion',
    'LAUNCHER_BROKEN',
    'your account has no right to it',
  ],
  [
    'a launcher that prints something else',
    ({ launcher }) => replaceIn(launcher, 'unset', 'echo hello\nunset'),
    'companion',
    'LAUNCHER_BROKEN',
    'something that is no message',
  ],
])('tells %s', async (_, spoil, id, code, message) => {
  await using patient = await startPatient()
  await spoil(patient)
  const report = await examine(patient)
  expect(report).toMatchObject({ code: 1, healthy: false })
  expect(report.check(id)).toMatchObject({ state: 'failed', finding: { code } })
  expect(report.check(id)?.finding?.message).toContain(message)
  expect(report.check(id)?.finding?.remedy).toContain('"hubpass install" again')
  expect(report.verdicts).toMatchObject([
    { site: 'acme', state: 'passed', sentence: 'acme is ready from the command line.' },
    { state: 'failed', sentence: expect.stringContaining('This machine is not ready: ') },
  ])
  if (id === 'companion') expect(report.check('browser:chromium')).toMatchObject({ state: 'skipped' })
})

it('warns of an installed companion that is another version', async () => {
  await using patient = await startPatient()
  await replaceIn(join(patient.home, 'companion', 'hubpass.mjs'), `=\`${packageJson.version}\``, '=`9.9.9`')
  const { check, code } = await examine(patient)
  expect(code).toBe(0)
  expect(check('companion')).toMatchObject({
    state: 'warned',
    finding: { code: 'COMPANION_OUTDATED', details: { installed: '9.9.9', current: packageJson.version } },
  })
})

it.each([
  ['where nobody listens', 'https://localhost:1', 'Nothing answers at localhost:1'],
  ['of a name that nobody knows', 'https://hub.invalid', 'No address is known'],
])('leaves a hub %s to the browser, which may go through a proxy', async (_, hub, words) => {
  await using patient = await startPatient()
  await patient.changeSite({ hub })
  const { code, healthy, verdicts, check } = await examine(patient, 'acme')
  expect({ code, healthy }).toEqual({ code: 0, healthy: true })
  expect(verdicts[0]?.sentence).toMatch(/^acme is ready/)
  expect(check('hub')).toMatchObject({
    state: 'warned',
    finding: {
      code: 'HUB_UNREACHABLE',
      details: { hub, reason: expect.stringContaining(words), direct: true },
    },
  })
})

it('warns of an audit log and a home that cannot be written', async () => {
  await using patient = await startPatient()
  const audit = join(patient.home, 'audit')
  await writeFile(audit, 'a file in the place of the folder')
  expect((await examine(patient)).check('home')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_NOT_WRITTEN', details: { path: audit } },
  })
  const below = join(audit, 'home')
  expect((await examine({ ...patient, home: below })).check('home')).toMatchObject({
    state: 'warned',
    finding: {
      code: 'FILE_NOT_WRITTEN',
      details: { path: below, reason: 'part of its path is not a folder' },
    },
  })
})

it('takes a broken configuration for a finding, and looks at the machine all the same', async () => {
  await using patient = await startPatient()
  await writeFile(patient.configuration, '{"version": 1,')
  for (const args of [[], ['acme']]) {
    const report = await examine(patient, ...args)
    expect(report).toMatchObject({ code: 1, verdicts: [{ state: 'failed' }] })
    expect(report.check('configuration')).toMatchObject({
      state: 'failed',
      finding: { code: 'CONFIG_INVALID' },
    })
    expect(report.states.slice(1)).toEqual(all(machineIds.slice(1), 'passed'))
  }
})

it('warns of a configuration that others may change', async () => {
  await using patient = await startPatient()
  await chmod(patient.configuration, 0o664)
  expect((await examine(patient)).check('configuration')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_EXPOSED', details: { rights: '664' } },
  })
})

it('says what to do first where there is nothing yet', async () => {
  await using home = await temporaryHome()
  const env = { HOME: home.path, XDG_CONFIG_HOME: join(home.path, '.config'), PATH: home.path }
  const report = await examine({ home: home.path, env })
  expect(report).toMatchObject({ code: 0, verdicts: [{ state: 'warned' }] })
  expect(report.verdicts[0]).toMatchObject({
    sentence: expect.stringContaining('No site is configured yet'),
    remedy: expect.stringContaining('hubpass site add'),
  })
  expect(report.check('installation')).toMatchObject({
    state: 'warned',
    finding: { code: 'BROWSER_NOT_REGISTERED', details: { browsers: [] } },
  })
})

it('warns of a browser that came later', async () => {
  await using patient = await startPatient()
  await writeFile(join(patient.env?.PATH ?? '', 'firefox'), '', { mode: 0o755 })
  expect((await examine(patient)).check('installation')).toMatchObject({
    state: 'warned',
    finding: { code: 'BROWSER_NOT_REGISTERED', details: { browsers: ['firefox'] } },
  })
})

it('does not know a site that is not there', async () => {
  await using patient = await startPatient()
  expect(await errorOf(patient, 'doctor', 'nowhere')).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3 })
})

it('checks every site, and each for itself', async () => {
  await using patient = await startPatient()
  const sites = [siteFor(patient.qlik), siteFor(patient.qlik, { id: 'other', qps: 'localhost:1' })]
  await writeFile(patient.configuration, JSON.stringify({ version: 1, sites }), { mode: 0o600 })
  const report = await examine(patient)
  expect(report.verdicts).toMatchObject([
    { site: 'acme', state: 'passed' },
    { site: 'other', state: 'failed' },
  ])
  const { stdout, code } = await hubpass(patient, 'doctor')
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^acme is ready\.\nother cannot sign in: Nothing answers at localhost:1\.\nDo: Check/,
  )
})

it('ends when it is told to', async () => {
  await using patient = await startPatient()
  const silence = await patient.qlik.fault('silent', { door: 'qps' })
  const told = await hubpass(
    {
      ...patient,
      onStart: child => void silence.reached.then(() => child.kill('SIGINT')),
    },
    'doctor',
  )
  expect(told).toMatchObject({ code: 130, stdout: '' })
})

it('has colours on a terminal, unless they are not wanted, and says what it waits for', async () => {
  await using patient = await startPatient()
  const surroundings = { ...patient, env: { ...patient.env, TERM: 'xterm-256color', PATH: process.env.PATH } }
  await patient.qlik.fault('slow', { door: 'qps', path: 'alive', times: 1, ms: 1_500 })
  const { screen, code } = await onTerminal(surroundings, '', 'doctor', 'acme')
  expect(code).toBe(0)
  expect(screen).toContain('Checking acme: Client certificate …\r\u001b[K')
  expect(screen).toContain('\u001b[32macme is ready.\u001b[39m')
  const plain = { ...surroundings, env: { ...surroundings.env, NO_COLOR: '1' } }
  expect((await onTerminal(plain, '', 'doctor', 'acme')).screen).toMatch(/^acme is ready\.\r\n/)
})

async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text.includes(from), `${path} has ${from}`).toBe(true)
  await writeFile(path, text.replaceAll(from, to))
}
