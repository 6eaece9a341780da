import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import { findDistrust } from '../../../../companion/doctor/site/hub-certificate.ts'
import { describeImport } from '../../../../companion/doctor/site/import-command.ts'
import { createAuthority } from '../../../doubles/qlik-sense/certificates/authority.ts'
import { getPooledKeys } from '../../../doubles/qlik-sense/certificates/keys.ts'
import { issueServer } from '../../../doubles/qlik-sense/certificates/site-certificates.ts'

const address = 'qlik.test:443'
const untrusted = failure('TLS_UNTRUSTED_ROOT', { address, reason: 'unable to verify' })
const weak = failure('TLS_CERTIFICATE_WEAK', { address, reason: 'too weak' })

const issueFor = async (...hosts: string[]) => {
  const [authority, keys] = await Promise.all([createAuthority('qlik'), getPooledKeys('server')])
  return new X509Certificate((await issueServer(authority, keys, hosts)).certificate)
}

async function judge(
  hosts: string[],
  host: string,
  generalError = untrusted,
  ownError?: typeof weak | 'none',
) {
  const certificate = await issueFor(...hosts)
  const own = ownError && { certificate, error: ownError === 'none' ? undefined : ownError }
  return findDistrust({
    certificate,
    host,
    general: { certificate, error: generalError },
    own,
    now: Date.now(),
  })
}

it.each([
  ['qlik.test', 'qlik.test', 'untrustedRoot'],
  ['qlik.test', 'QLIK.test', 'untrustedRoot'],
  ['*.qlik.test', 'hub.qlik.test', 'untrustedRoot'],
  ['*.qlik.test', 'a.hub.qlik.test', 'name'],
  ['127.0.0.1', '127.0.0.1', 'untrustedRoot'],
  ['localhost', '127.0.0.1', 'name'],
  ['xn--mnchen-3ya.test', 'xn--mnchen-3ya.test', 'untrustedRoot'],
])('findDistrust compares the name %s with the host %s', async (name, host, reason) => {
  expect(await judge([name], host)).toEqual({ reason })
})

it('findDistrust ignores a host in the common name, as browsers do', async () => {
  const [authority, keys] = await Promise.all([createAuthority('qlik'), getPooledKeys('server')])
  const pem = await authority.issue({ subject: 'CN=qlik.test', role: 'Service', keys })
  const certificate = new X509Certificate(pem)
  const general = { certificate, error: undefined }
  expect(findDistrust({ certificate, host: 'qlik.test', general, own: undefined, now: Date.now() })).toEqual({
    reason: 'name',
  })
})

it('findDistrust tells the root of the site from others, and puts first what no import cures', async () => {
  expect(await judge(['qlik.test'], 'qlik.test', untrusted, 'none')).toEqual({ reason: 'siteRoot' })
  expect(await judge(['qlik.test'], 'qlik.test', untrusted, untrusted)).toEqual({ reason: 'untrustedRoot' })
  expect(await judge(['qlik.test'], 'qlik.test', untrusted, weak)).toMatchObject({ reason: 'unknown' })
  expect(await judge(['other.test'], 'qlik.test', untrusted, weak)).toEqual({ reason: 'name' })
})

it('findDistrust judges the dates by the clock of this machine', async () => {
  const certificate = await issueFor('qlik.test')
  const at = (now: string) => {
    const general = { certificate, error: undefined }
    return findDistrust({ certificate, host: 'qlik.test', general, own: undefined, now: Date.parse(now) })
  }
  expect(at('1999-01-01')).toEqual({ reason: 'notYetValid' })
  expect(at('2999-01-01')).toEqual({ reason: 'expired' })
  expect(at(new Date().toISOString())).toBeUndefined()
})

const pem = (root: string) => ({ kind: 'pem', certificate: 'c', key: 'k', root }) as const
const nssFolder = '/home/me/.pki/nssdb'
const nssCommand = (file: string, folder = nssFolder) =>
  `certutil -d sql:${folder} -A -t C,, -n Qlik -i ${file}`
const macCommand = 'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db'

it.each([
  ['linux', '/home/me/root.pem', 'linux', nssCommand('/home/me/root.pem')],
  ['linux', "/home/o'me/my root.pem", 'linux', nssCommand(String.raw`'/home/o'\''me/my root.pem'`)],
  ['linux', String.raw`/home/a\b.pem`, 'linux', nssCommand(String.raw`'/home/a\b.pem'`)],
  ['freebsd', '/root.pem', 'linux', nssCommand('/root.pem')],
  ['darwin', '/Users/me/$x.pem', 'macos', `${macCommand} '/Users/me/$x.pem'`],
  [
    'win32',
    String.raw`C:\certs\root.pem`,
    'windows',
    String.raw`certutil -user -addstore Root C:\certs\root.pem`,
  ],
  [
    'win32',
    String.raw`C:\my certs\root.pem`,
    'windows',
    String.raw`certutil -user -addstore Root 'C:\my certs\root.pem'`,
  ],
] as const)('describeImport returns a command for a shell of %s', (platform, root, system, command) => {
  expect(describeImport(pem(root), { platform, nssFolder })).toEqual({ system, file: root, command })
})

it('describeImport quotes a folder of certificates with a space', () => {
  expect(describeImport(pem('/r.pem'), { platform: 'linux', nssFolder: '/home/a b/nssdb' }).command).toBe(
    "certutil -d 'sql:/home/a b/nssdb' -A -t C,, -n Qlik -i /r.pem",
  )
})

it('describeImport names the usual file without a credential that has one', () => {
  expect(describeImport(undefined, { platform: 'linux' }).file).toBe('root.pem')
  const store = { kind: 'windows-store', store: 'CurrentUser', thumbprint: 'A'.repeat(40) } as const
  expect(describeImport(store, { platform: 'win32' }).file).toBe('root.pem')
})
