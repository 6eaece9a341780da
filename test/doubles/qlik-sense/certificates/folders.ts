import { randomUUID, X509Certificate } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registerSecret } from '../../../support/secrets/registry.ts'
import { createAuthority } from './authority.ts'
import { getPooledKeys, toPkcs1Pem } from './keys.ts'
import { issueClient, type SiteCertificates } from './site-certificates.ts'

/** The file names of Qlik's PEM export (docs/facts/qlik-sense.md §5.1). */
export type FileName = 'client.pem' | 'client_key.pem' | 'root.pem'

type Folder = Partial<Record<FileName, string | Buffer>>

/** The passphrase of the encrypted keys below, which live as long as the process. */
export const PASSPHRASE = `passphrase-${randomUUID()}`
registerSecret(PASSPHRASE)

const exportFiles = ({ authority, client }: SiteCertificates): Required<Folder> => ({
  'client.pem': client.certificate,
  'client_key.pem': client.key,
  'root.pem': authority.pem,
})

/**
 * Every kind of certificate folder that a tester may have, the good export first. Created on
 * demand.
 */
const FOLDERS = {
  good: exportFiles,
  pkcs8Key: site => ({ ...exportFiles(site), 'client_key.pem': toPkcs8(site) }),
  windowsLineEnds: site => mapFiles(exportFiles(site), text => text.replaceAll('\n', '\r\n')),
  /**
   * The complete export of another site, whose root did not issue this site's server certificate
   * either.
   */
  foreign: async () => exportOtherSite(),
  /** The client certificate of another site with the root of this one. */
  foreignClient: async site => ({ ...(await exportOtherSite()), 'root.pem': site.authority.pem }),
  /** The same with an authority of the same name, as after the site was reinstalled. */
  foreignClientOfSameName: async site => ({
    ...(await exportOtherSite(site.hosts[0])),
    'root.pem': site.authority.pem,
  }),
  expired: site => reissueClient(site, { fromDay: -800, toDay: -1 }),
  notYetValid: site => reissueClient(site, { fromDay: 1, toDay: 800 }),
  expiresSoon: site => reissueClient(site, { fromDay: -800, toDay: 10.5 }),
  /**
   * The server's certificate as client certificate, which Qlik Sense accepts
   * (docs/facts/qlik-sense.md §5.4).
   */
  serverAsClient: site => ({
    ...exportFiles(site),
    'client.pem': site.server.certificate,
    'client_key.pem': site.server.key,
  }),
  keyMismatch: async site => ({
    ...exportFiles(site),
    'client_key.pem': toPkcs1Pem(await getPooledKeys('other')),
  }),
  encryptedKey: site => ({ ...exportFiles(site), 'client_key.pem': toEncryptedPkcs1(site) }),
  encryptedPkcs8Key: site => ({ ...exportFiles(site), 'client_key.pem': toEncryptedPkcs8(site) }),
  derAsPem: site => ({
    ...exportFiles(site),
    'client.pem': new X509Certificate(site.client.certificate).raw,
  }),
  plainText: site => ({ ...exportFiles(site), 'client.pem': 'Ask the administrator for the certificate.\n' }),
  missingKey: site => exportWithout(site, 'client_key.pem'),
  missingClient: site => exportWithout(site, 'client.pem'),
  missingRoot: site => exportWithout(site, 'root.pem'),
} satisfies Record<string, (site: SiteCertificates) => Folder | Promise<Folder>>

export type FolderName = keyof typeof FOLDERS

/** Writes `client.pem`, `client_key.pem` and `root.pem` of the named case. */
export async function writeCertificates(
  folder: string,
  name: FolderName,
  site: SiteCertificates,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const files = Object.entries(await FOLDERS[name](site))
  await Promise.all(files.map(([file, content]) => writeFile(join(folder, file), content)))
  return folder
}

async function exportOtherSite(machine = 'elsewhere'): Promise<Folder> {
  const [authority, keys] = await Promise.all([createAuthority(machine), getPooledKeys('elsewhere')])
  const client = await issueClient(authority, keys)
  return { 'client.pem': client.certificate, 'client_key.pem': client.key, 'root.pem': authority.pem }
}

async function reissueClient(
  site: SiteCertificates,
  validity: { fromDay: number; toDay: number },
): Promise<Folder> {
  const client = await issueClient(site.authority, site.clientKeys, validity)
  return { ...exportFiles(site), 'client.pem': client.certificate }
}

function exportWithout(site: SiteCertificates, file: FileName): Folder {
  const { [file]: _left, ...rest } = exportFiles(site)
  return rest
}

const protection = { format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE } as const

const toPkcs8 = ({ clientKeys }: SiteCertificates) =>
  clientKeys.privateKey.export({ type: 'pkcs8', format: 'pem' })

const toEncryptedPkcs1 = ({ clientKeys }: SiteCertificates) =>
  clientKeys.privateKey.export({ type: 'pkcs1', ...protection })

const toEncryptedPkcs8 = ({ clientKeys }: SiteCertificates) =>
  clientKeys.privateKey.export({ type: 'pkcs8', ...protection })

const mapFiles = (folder: Folder, change: (text: string) => string): Folder =>
  Object.fromEntries(Object.entries(folder).map(([file, text]) => [file, change(text.toString())]))
