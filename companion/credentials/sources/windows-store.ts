import { failure } from '#protocol/errors'
import type { WindowsStoreCredential } from '../../config/schema.ts'
import { createCurlTransport } from '../../qlik/transports/curl/transport.ts'
import { toThumbprint } from '../choose-pair.ts'
import type { CredentialContent, KeyMaterial } from '../key-material.ts'
import { type CredentialFile, readCredentialFile } from '../read-file.ts'
import { type StoreCertificate, type WindowsCertStore, windowsCertStore } from '../windows-cert-store.ts'
import { parseCertificates } from './pem.ts'

/** Cached, because a thumbprint never changes its meaning and a query takes half a second. */
const knownCertificates = new Map<string, StoreCertificate>()

/**
 * Reads a certificate from the Windows store. Its key stays there, and only the curl of Windows
 * uses it. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and CREDENTIAL_NOT_PEM.
 * Opening it also throws KEY_MISSING.
 */
export async function readWindowsStore(
  source: WindowsStoreCredential,
  certStore: WindowsCertStore = windowsCertStore,
): Promise<CredentialContent> {
  const location = storePath(source)
  const entry = knownCertificates.get(location) ?? (await findCertificate(source, certStore))
  knownCertificates.set(location, entry)
  // curl accepts a root only as PEM.
  const root =
    source.root === undefined ? undefined : await readCredentialFile(source.root, 'root certificate')
  return {
    fingerprintParts: [location, entry.certificate.toString(), root?.text],
    open: () => toKeyMaterial(location, entry, root, certStore),
  }
}

/**
 * Lists the client certificates of Qlik Sense that have a key. All of them have the same name
 * (docs/facts/qlik-sense.md §5.2).
 */
export async function listWindowsStore(
  certStore: WindowsCertStore = windowsCertStore,
): Promise<WindowsStoreCredential[]> {
  const all = await certStore.listCertificates()
  const qlikCertificates = all.filter(
    ({ hasKey, certificate }) => hasKey && /^CN=QlikClient$/m.test(certificate.subject),
  )
  return qlikCertificates.map(({ store, certificate }) => ({
    kind: 'windows-store',
    store,
    thumbprint: toThumbprint(certificate),
  }))
}

/** Returns the path by which curl and the certificate manager of Windows identify a certificate. */
export const storePath = ({
  store,
  thumbprint,
}: Pick<WindowsStoreCredential, 'store' | 'thumbprint'>): string => `${store}\\MY\\${thumbprint}`

async function findCertificate(
  source: WindowsStoreCredential,
  certStore: WindowsCertStore,
): Promise<StoreCertificate> {
  const entry = (await certStore.listCertificates()).find(
    ({ store, certificate }) => store === source.store && toThumbprint(certificate) === source.thumbprint,
  )
  if (entry !== undefined) return entry
  throw failure('CREDENTIAL_FILE_MISSING', { path: storePath(source), role: 'client certificate' })
}

function toKeyMaterial(
  location: string,
  { certificate, hasKey }: StoreCertificate,
  root: CredentialFile | undefined,
  certStore: WindowsCertStore,
): KeyMaterial {
  if (!hasKey) throw failure('KEY_MISSING', { path: location })
  const certificates = {
    ...certStore.toCurlCertificates(location),
    ...(root === undefined ? {} : { cacert: root.path }),
  }
  return {
    certificate,
    others: [],
    roots: root === undefined ? [] : parseCertificates(root),
    key: undefined,
    locations: { certificate: location, key: location, root: root?.path ?? 'the roots that Windows trusts' },
    transport: createCurlTransport(certStore.curl, certificates),
  }
}
