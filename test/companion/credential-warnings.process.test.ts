import { expect, it } from 'vitest'
import type { FolderName } from '../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { startHost } from './fixtures/host.ts'
import { hubpassJson } from './fixtures/hubpass.ts'
import { configure, credentialIn, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'

it.each<[FolderName, string, string]>([
  ['expiresSoon', 'CERTIFICATE_EXPIRES_SOON', 'expires in 10 days'],
  ['serverAsClient', 'CERTIFICATE_NOT_FOR_CLIENTS', 'for the role "Service", not for "Client"'],
])('signs in with the certificate %s and warns', async (name, code, message) => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const credential = credentialIn(await qlik.writeCertificates(name))
  await configure(home.path, siteFor(qlik, { credential }))
  const warnings = [{ code, message: expect.stringContaining(message) }]

  const login = await hubpassJson({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(login).toMatchObject({ code: 0, stderr: expect.stringMatching(`^Warning: .*${message}`) })
  const show = await hubpassJson({ home: home.path }, 'site', 'show', 'acme')
  expect(show.document).toMatchObject({ result: { credential: { ok: true, warnings } } })
  await using host = startHost({ home: home.path })
  expect(await host.ask('checkCredential', { site: 'acme' })).toMatchObject({ result: { warnings } })
})
