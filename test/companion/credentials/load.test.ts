import { rename } from 'node:fs/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { keepCredentials, loadCredential } from '../../../companion/credentials/load.ts'
import { setPassphrasePrompt } from '../../../companion/credentials/passphrase.ts'
import { PASSPHRASE } from '../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { credentialFrom } from '../../support/site-config.ts'

afterEach(() => setPassphrasePrompt(async () => undefined))

it('loads that overlap share one failure, and the next load reads the files again', async () => {
  await using qlik = await QlikSenseDouble.start()
  const source = credentialFrom(qlik.certificates.folder)
  await rename(source.key, `${source.key}.away`)
  const findings = await Promise.all([1, 2].map(() => findingOfRejection(loadCredential(source))))
  expect(findings.map(({ code }) => code)).toEqual(['CREDENTIAL_FILE_MISSING', 'CREDENTIAL_FILE_MISSING'])
  await rename(`${source.key}.away`, source.key)
  expect(await loadCredential(source)).toHaveProperty('thumbprint')
})

it('loads that overlap ask once for the passphrase, except one that must not ask', async () => {
  await using qlik = await QlikSenseDouble.start()
  const source = credentialFrom(await qlik.writeCertificates('encryptedKey'))
  const prompt = vi.fn(async () => PASSPHRASE)
  setPassphrasePrompt(prompt)
  const quiet = findingOfRejection(loadCredential(source, { mayPrompt: false }))
  const loads = [1, 2, 3].map(() => loadCredential(source))
  expect(await quiet).toMatchObject({ code: 'KEY_ENCRYPTED' })
  expect(await Promise.all(loads)).toHaveLength(3)
  expect(prompt).toHaveBeenCalledTimes(1)
})

it('a run reads the files of its credentials once, and asks once for a passphrase that nobody types', async () => {
  await using qlik = await QlikSenseDouble.start()
  const source = credentialFrom(qlik.certificates.folder)
  const encrypted = credentialFrom(await qlik.writeCertificates('encryptedKey'))
  const prompt = vi.fn(async () => undefined)
  setPassphrasePrompt(prompt)
  await keepCredentials(async () => {
    await loadCredential(source)
    await rename(source.key, `${source.key}.away`)
    expect(await loadCredential(source)).toHaveProperty('thumbprint')
    for (let count = 0; count < 3; count += 1)
      expect(await findingOfRejection(loadCredential(encrypted))).toMatchObject({ code: 'KEY_ENCRYPTED' })
  })
  expect(prompt).toHaveBeenCalledTimes(1)
  expect(await findingOfRejection(loadCredential(source))).toMatchObject({ code: 'CREDENTIAL_FILE_MISSING' })
})
