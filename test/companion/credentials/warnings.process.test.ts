import { expect, it } from 'vitest'
import type { FolderName } from '../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { startNativeHost } from '../../support/native-host.ts'
import { runHubpassJson } from '../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

it.each<[FolderName, string, string]>([
  ['expiresSoon', 'CERTIFICATE_EXPIRES_SOON', 'expires in 10 days'],
  ['serverAsClient', 'CERTIFICATE_NOT_FOR_CLIENTS', 'for the role "Service", not for "Client"'],
])('login succeeds with the certificate %s and reports %s', async (name, code, message) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const credential = credentialFrom(await qlik.writeCertificates(name))
  await writeConfig(home.path, siteConfigFor(qlik, { credential }))
  const warnings = [{ code, message: expect.stringContaining(message) }]

  const login = await runHubpassJson({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(login).toMatchObject({ code: 0, stderr: expect.stringMatching(`^Warning: .*${message}`) })
  const show = await runHubpassJson({ home: home.path }, 'site', 'show', 'acme')
  expect(show.document).toMatchObject({ result: { credential: { ok: true, warnings } } })
  await using host = startNativeHost({ home: home.path })
  expect(await host.sendCommand('checkCredential', { site: 'acme' })).toMatchObject({ result: { warnings } })
})
