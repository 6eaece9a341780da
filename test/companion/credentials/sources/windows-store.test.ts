import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { searchPaths } from '../../../../companion/credentials/discover/search-paths.ts'
import {
  listWindowsStore,
  readWindowsStore,
} from '../../../../companion/credentials/sources/windows-store.ts'
import type {
  StoreCertificate,
  WindowsCertStore,
} from '../../../../companion/credentials/windows-cert-store.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'

const readCertificate = async (folder: string) =>
  new X509Certificate(await readFile(join(folder, 'client.pem')))
const createStore = (...certificates: StoreCertificate[]): WindowsCertStore => ({
  listCertificates: async () => certificates,
  curl: 'curl',
  toCurlCertificates: cert => ({ cert }),
})
const toThumbprint = ({ fingerprint }: X509Certificate) => fingerprint.replaceAll(':', '')

it('listWindowsStore lists only client certificates of Qlik Sense with a key', async () => {
  await using qlik = await QlikSenseDouble.start()
  const [ours, keyless, server] = await Promise.all(
    (['good', 'expired', 'serverAsClient'] as const).map(async name =>
      readCertificate(await qlik.writeCertificates(name)),
    ),
  )
  if (!ours || !keyless || !server) throw new Error('no certificates')
  const windows = createStore(
    { store: 'LocalMachine', hasKey: true, certificate: ours },
    { store: 'CurrentUser', hasKey: false, certificate: keyless },
    { store: 'CurrentUser', hasKey: true, certificate: server },
  )
  expect(await listWindowsStore(windows)).toEqual([
    { kind: 'windows-store', store: 'LocalMachine', thumbprint: toThumbprint(ours) },
  ])
})

it('readWindowsStore rejects an unknown thumbprint and a certificate without a key', async () => {
  await using qlik = await QlikSenseDouble.start()
  const certificate = await readCertificate(await qlik.writeCertificates('notYetValid'))
  const source = {
    kind: 'windows-store',
    store: 'CurrentUser',
    thumbprint: toThumbprint(certificate),
  } as const
  const place = `CurrentUser\\MY\\${source.thumbprint}`
  await expect(readWindowsStore(source, createStore())).rejects.toMatchObject({
    finding: { code: 'CREDENTIAL_FILE_MISSING', details: { path: place } },
  })
  const keyless = createStore({ store: 'CurrentUser', hasKey: false, certificate })
  const { open } = await readWindowsStore(source, keyless)
  expect(open).toThrow(expect.objectContaining({ code: 'KEY_MISSING' }))
})

it('searchPaths includes the export folder of Qlik Sense on Windows', () => {
  const here = {
    env: { ProgramData: '/data' },
    userFolder: '/me',
    workingFolder: '/work',
    companionHome: '/work',
  }
  const usual = ['/work', join('/me', 'Downloads')]
  expect(searchPaths({ ...here, platform: 'linux' })).toEqual(usual)
  const exported = join('/data', 'Qlik', 'Sense', 'Repository', 'Exported Certificates')
  expect(searchPaths({ ...here, platform: 'win32' })).toEqual([...usual, exported])
})
