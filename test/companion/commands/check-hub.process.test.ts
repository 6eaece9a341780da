import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { quoteForSh } from '#protocol/quote-shell'
import { describeImport } from '../../../companion/doctor/site/import-command.ts'
import { createSelfSigner } from '../../doubles/qlik-sense/certificates/authority.ts'
import { getPooledKeys, toPkcs1Pem } from '../../doubles/qlik-sense/certificates/keys.ts'
import type { FaultName } from '../../doubles/qlik-sense/faults.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { startNativeHost } from '../../support/native-host.ts'
import { startRawServer, startRawTlsServer } from '../../support/raw-server.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

type World = Awaited<ReturnType<typeof startCompanionWithQlik>>

/** Asks the companion about the hub of a site. */
async function checkHub({ home }: Pick<World, 'home'>, env: Record<string, string> = {}, site = 'acme') {
  await using host = startNativeHost({ home, env })
  return await host.sendCommand('checkHub', { site })
}

const { system } = describeImport(undefined)

const certificateCases: [FaultName | undefined, object, string][] = [
  [undefined, { reason: 'siteRoot', issuer: 'LOCALHOST-CA' }, "the site's own root LOCALHOST-CA issued."],
  ['rootSentAlong', { reason: 'siteRoot' }, "the site's own root"],
  ['tls12', { reason: 'siteRoot' }, "the site's own root"],
  [
    'serverCertificateOfOtherSite',
    { reason: 'untrustedRoot', issuer: 'ELSEWHERE-CA' },
    'ELSEWHERE-CA issued',
  ],
  ['serverCertificateSelfSigned', { reason: 'selfSigned', issuer: 'localhost' }, 'it is self-signed'],
  [
    'serverCertificateOfOtherName',
    { reason: 'name', names: 'other-name.test' },
    'other names: other-name.test.',
  ],
  ['serverCertificateExpired', { reason: 'expired' }, 'it expired on 2'],
  ['serverCertificateNotYetValid', { reason: 'notYetValid' }, 'it is not valid before 2'],
  [
    'serverCertificateOfWrongPurpose',
    { reason: 'unknown', problem: expect.stringContaining('is not a server certificate') },
    'is not a server certificate.',
  ],
]

it.each(certificateCases)(
  'checkHub reports what browsers reject (fault %s), and asks the hub nothing',
  async (fault, details, words) => {
    await using world = await startCompanionWithQlik()
    if (fault !== undefined) await world.qlik.fault(fault, { endpoint: 'proxy' })
    const answer = await checkHub(world)
    const { host } = new URL(world.qlik.hub)
    expect(answer).toMatchObject({
      ok: true,
      result: {
        finding: {
          code: 'HUB_CERTIFICATE_NOT_TRUSTED',
          message: expect.stringContaining(words),
          details: { host, system, ...details },
        },
      },
    })
    expect(world.qlik.requests).toEqual([])
  },
)

it('checkHub names the file of the root to import only if it issued the certificate', async () => {
  await using world = await startCompanionWithQlik()
  const withFile = (file: string) => ({ result: { finding: { details: { file } } } })
  expect(await checkHub(world)).toMatchObject(withFile(join(world.qlik.certificates.folder, 'root.pem')))
  await world.qlik.fault('serverCertificateOfOtherSite', { endpoint: 'proxy' })
  expect(await checkHub(world)).toMatchObject(withFile('root.pem'))
})

it.skipIf(process.platform !== 'linux')(
  'checkHub imports into the folder of certificates that Chromium uses',
  async () => {
    await using world = await startCompanionWithQlik()
    const importsInto = (folder: string) => ({
      result: {
        finding: {
          details: { command: expect.stringContaining(quoteForSh(`sql:${join(world.home, folder)}`)) },
        },
      },
    })
    const env = { HOME: world.home, XDG_DATA_HOME: '' }
    expect(await checkHub(world, env)).toMatchObject(importsInto('.local/share/pki/nssdb'))
    expect(await checkHub(world, { ...env, XDG_DATA_HOME: join(world.home, 'data') })).toMatchObject(
      importsInto('data/pki/nssdb'),
    )
    await mkdir(join(world.home, '.pki', 'nssdb'), { recursive: true })
    expect(await checkHub(world, env)).toMatchObject(importsInto('.pki/nssdb'))
  },
)

it('checkHub finds nothing wrong with a certificate that leads to an authority of Node', async () => {
  await using world = await startCompanionWithQlik()
  const root = join(world.qlik.certificates.folder, 'root.pem')
  expect(await checkHub(world, { NODE_EXTRA_CA_CERTS: root })).toEqual({ id: 1, ok: true, result: {} })
})

it('checkHub reports a certificate without host names, which Qlik Sense issues for clients', async () => {
  await using world = await startCompanionWithQlik()
  await using server = await startRawServer(world.qlik, (_request, response) => response.end())
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: `https://${server.address}` }))
  expect(await checkHub(world)).toMatchObject({
    result: { finding: { details: { reason: 'name', names: 'none' }, reasons: { names: {} } } },
  })
})

/** Asks about a hub with a certificate of this name, whose bytes may be changed. */
async function checkHubNamed(subject: string, change = (der: Buffer) => der) {
  await using world = await startCompanionWithQlik()
  const keys = await getPooledKeys('server')
  const pem = await (await createSelfSigner(keys)).issue({ subject, role: 'Service', keys })
  const der = change(Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64'))
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
  await using server = await startRawTlsServer(world.qlik, () => {}, { cert, key: toPkcs1Pem(keys) })
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: `https://${server.address}` }))
  return await checkHub(world)
}

/** Replaces the digits of both times, such as `260102030405Z`. */
const spoilTimes = (der: Buffer): Buffer =>
  Buffer.from(der.toString('latin1').replaceAll(/\d{12}Z/g, 'z'.repeat(13)), 'latin1')

it.each([
  ['without an issuer', '', undefined, { issuer: '?' }],
  ['with times that are none', 'CN=localhost', spoilTimes, { validFrom: 'Bad time value' }],
  ['whose issuer would turn the text around', 'CN=a\u202eb', undefined, { issuer: 'a\ufffdb' }],
  ['with a huge issuer', `CN=${'x'.repeat(20_000)}`, undefined, { issuer: `${'x'.repeat(200)}…` }],
])('checkHub describes a certificate %s', async (_, subject, change, details) => {
  expect(await checkHubNamed(subject, change)).toMatchObject({
    ok: true,
    result: { finding: { code: 'HUB_CERTIFICATE_NOT_TRUSTED', details } },
  })
})

it.each([
  ['a closed port', { hub: 'https://localhost:1' }, 'CONNECTION_REFUSED'],
  ['a closed port without TLS', { hub: 'http://localhost:1' }, 'CONNECTION_REFUSED'],
  ['a host without an address', { hub: 'https://hub.invalid' }, 'HOST_NOT_FOUND'],
])('checkHub reports %s as that', async (_, changes, code) => {
  await using world = await startCompanionWithQlik()
  await writeConfig(world.home, siteConfigFor(world.qlik, changes))
  expect(await checkHub(world)).toMatchObject({ ok: true, result: { finding: { code } } })
})

it('checkHub reports a port without TLS, and finds nothing wrong with a hub on http', async () => {
  await using world = await startCompanionWithQlik({ plainHubPort: 0 })
  const plainHub = world.qlik.plainHub ?? ''
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: plainHub.replace('http:', 'https:') }))
  expect(await checkHub(world)).toMatchObject({ result: { finding: { code: 'NOT_TLS' } } })
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: plainHub }))
  expect(await checkHub(world)).toEqual({ id: 1, ok: true, result: {} })
})

it('checkHub reaches hosts of configured sites only', async () => {
  await using world = await startCompanionWithQlik()
  expect(await checkHub(world, {}, 'other')).toMatchObject({ ok: false, error: { code: 'SITE_UNKNOWN' } })
})

it('checkHub judges the certificate also if the credential does not load', async () => {
  await using world = await startCompanionWithQlik()
  const credential = { kind: 'pem', certificate: '/gone', key: '/gone', root: '/gone' } as const
  await writeConfig(world.home, siteConfigFor(world.qlik, { credential }))
  expect(await checkHub(world)).toMatchObject({
    result: { finding: { details: { reason: 'untrustedRoot' } } },
  })
})
