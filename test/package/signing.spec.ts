import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hashSha256 } from '../../scripts/package/checksums.ts'
import { fetchNodeProgram } from '../../scripts/package/node-programs.mjs'
import { createSigner } from '../../scripts/package/signing.ts'
import { createWindowsInstaller } from '../../scripts/package/windows-installer/create-installer.ts'
import { allowSecretsIn } from '../support/secrets/registry.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { installerSkipReason, withReason } from './support/installer-skip-reason.ts'

const time = new Date('2026-01-02T03:04:05Z')

/** Creates a certificate for this test, in a PFX file with a passphrase. */
function createCertificate(folder: string, passphrase: string) {
  const [key, certificate, pfx] = [
    join(folder, 'key.pem'),
    join(folder, 'cert.pem'),
    join(folder, 'sign.pfx'),
  ]
  allowSecretsIn(key)
  allowSecretsIn(pfx)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const subject = ['-subj', '/CN=Hubpass signing test', '-addext', 'extendedKeyUsage=codeSigning']
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    ...subject,
    '-keyout',
    key,
    '-out',
    certificate,
  )
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-out',
    pfx,
    '-passout',
    `pass:${passphrase}`,
  )
  return { certificate, pfx }
}

it('a program for Windows gets a second signature, with the same bytes each time', async () => {
  await using folder = await createTemporaryFolder('signing')
  const passphrase = 'of this test alone'
  const { certificate, pfx } = createCertificate(folder.path, passphrase)
  const sign = createSigner(pfx, time, { HUBPASS_SIGN_PASSPHRASE: passphrase })
  const program = readFileSync(await fetchNodeProgram('windows-x64'))
  const signed = sign(program)
  expect(hashSha256(sign(program))).toBe(hashSha256(signed))

  const file = join(folder.path, 'node.exe')
  writeFileSync(file, signed)
  const { output } = verify(file, certificate)
  expect(output).toMatch(/Subject: .*CN=OpenJS Foundation/)
  expect(output).toMatch(/Subject: .*CN=Hubpass signing test/)
})

it.skipIf(shouldSkip(installerSkipReason))(
  withReason('a Windows installer gets a signature, with the same bytes each time', installerSkipReason),
  async () => {
    await using folder = await createTemporaryFolder('signing')
    const passphrase = 'of this test alone'
    const { certificate, pfx } = createCertificate(folder.path, passphrase)
    const sign = createSigner(pfx, time, { HUBPASS_SIGN_PASSPHRASE: passphrase })
    const files = [{ path: 'hubpass.cmd', content: Buffer.from('exit') }]
    const installer = await createWindowsInstaller(files, { version: '0.1.0', time })
    const signed = sign(installer)
    expect(hashSha256(sign(installer))).toBe(hashSha256(signed))
    const file = join(folder.path, 'hubpass.msi')
    writeFileSync(file, signed)
    expect(verify(file, certificate).output).toMatch(/Subject: .*CN=Hubpass signing test/)
  },
)

it('a wrong passphrase is an error with the words of the program', async () => {
  await using folder = await createTemporaryFolder('signing')
  const { pfx } = createCertificate(folder.path, 'of this test alone')
  const sign = createSigner(pfx, time, { HUBPASS_SIGN_PASSPHRASE: 'wrong' })
  expect(() => sign(Buffer.from('MZ'))).toThrow(`could not sign with ${pfx}`)
})

/** The exit code says nothing: the certificates of others are not trusted here. */
function verify(file: string, certificate: string): { output: string } {
  const args = ['verify', '-in', file, '-CAfile', certificate]
  try {
    return { output: execFileSync('osslsigncode', args, { encoding: 'utf8', stdio: 'pipe' }) }
  } catch (thrown) {
    return { output: String(Reflect.get(Object(thrown), 'stdout')) }
  }
}
