import { expect, it } from 'vitest'
import { PASSPHRASE } from '../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { pfxPassword, withPassphraseEnv, writePfx } from '../../support/credential-fixtures.ts'
import { startNativeHost } from '../../support/native-host.ts'
import { runHubpassInTerminal } from '../../support/run-hubpass-in-terminal.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** Elsewhere, `script` has other options to create a terminal. */
const itOnLinux = it.skipIf(process.platform !== 'linux')

const loginArgs = ['login', 'acme', '--user', 'DOMAIN\\User1']

async function startWithEncryptedKey() {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  const folder = await qlik.writeCertificates('encryptedKey')
  const dispose = async () => {
    await qlik[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  }
  return { home: home.path, qlik, folder, [Symbol.asyncDispose]: dispose }
}

itOnLinux('asks for the passphrase of a key once, and does not show it', async () => {
  await using harness = await startWithEncryptedKey()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential: credentialFrom(harness.folder) }))
  const { code, screen } = await runHubpassInTerminal(harness, `${PASSPHRASE}\r`, ...loginArgs)
  expect(code, screen).toBe(0)
  expect(screen.match(/Passphrase for /g)).toHaveLength(1)
  expect(screen).toContain('client_key.pem: ')
  expect(screen).not.toContain(PASSPHRASE)
  expect(harness.qlik.sessions).toHaveLength(1)
})

itOnLinux('asks for the password of a PFX whose variable is not set', async () => {
  await using harness = await startWithEncryptedKey()
  const credential = withPassphraseEnv(await writePfx(await harness.qlik.writeCertificates('good')))
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential }))
  const { code, screen } = await runHubpassInTerminal(harness, `${pfxPassword}\r`, ...loginArgs)
  expect(code, screen).toBe(0)
  expect(screen).not.toContain(pfxPassword)
})

itOnLinux('says that what was typed is wrong, without repeating it', async () => {
  await using harness = await startWithEncryptedKey()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential: credentialFrom(harness.folder) }))
  const { code, screen } = await runHubpassInTerminal(harness, 'not-the-right-one\r', ...loginArgs)
  expect(code).toBe(3)
  expect(screen).toContain('The passphrase does not decrypt')
  expect(screen).not.toContain('not-the-right-one')
})

itOnLinux('takes Ctrl-C for an answer', async () => {
  await using harness = await startWithEncryptedKey()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential: credentialFrom(harness.folder) }))
  expect(await runHubpassInTerminal(harness, '\u0003', ...loginArgs)).toMatchObject({ code: 130 })
  expect(harness.qlik.requests).toEqual([])
})

it('the native host never asks for a passphrase', async () => {
  await using harness = await startWithEncryptedKey()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { credential: credentialFrom(harness.folder) }))
  await using host = startNativeHost({ home: harness.home })
  expect(await host.sendCommand('checkCredential', { site: 'acme' })).toMatchObject({
    error: { code: 'KEY_ENCRYPTED' },
  })
})
