import { failure } from '#protocol/errors'
import type { StoreCredential } from '../config/schema.ts'
import { curlTransport } from '../curl/transport.ts'
import { parseCertificates } from './certificates.ts'
import type { Content, Material } from './material.ts'
import { type CredentialFile, readCredentialFile } from './read-file.ts'
import { type StoreCertificate, thisWindows, type Windows } from './windows.ts'

/** Found once: what a thumbprint names never changes, and asking Windows takes it half a second. */
const found = new Map<string, StoreCertificate>()

/**
 * A certificate of the Windows store, whose key stays there: Windows' own curl uses it. Throws CREDENTIAL_FILE_MISSING,
 * CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM; opening also KEY_MISSING.
 */
export async function readWindowsStore(
  source: StoreCredential,
  windows: Windows = thisWindows,
): Promise<Content> {
  const place = placeOf(source)
  const entry = found.get(place) ?? (await find(source, windows))
  found.set(place, entry)
  // curl takes a root in PEM alone.
  const root =
    source.root === undefined ? undefined : await readCredentialFile(source.root, 'root certificate')
  return {
    parts: [place, entry.certificate.toString(), root?.text],
    open: () => materialOf(place, entry, root, windows),
  }
}

/** The client certificates of Qlik Sense with a key, which are all called the same (qlik-sense-facts §5.2). */
export async function listWindowsStore(windows: Windows = thisWindows): Promise<StoreCredential[]> {
  const all = await windows.certificates()
  const ours = all.filter(({ hasKey, certificate }) => hasKey && /^CN=QlikClient$/m.test(certificate.subject))
  return ours.map(({ store, certificate }) => ({
    kind: 'windows-store',
    store,
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
  }))
}

/** As Windows' curl and its certificate manager name it. */
export const placeOf = ({ store, thumbprint }: Pick<StoreCredential, 'store' | 'thumbprint'>): string =>
  `${store}\\MY\\${thumbprint}`

async function find(source: StoreCredential, windows: Windows): Promise<StoreCertificate> {
  const entry = (await windows.certificates()).find(
    ({ store, certificate }) =>
      store === source.store && certificate.fingerprint.replaceAll(':', '') === source.thumbprint,
  )
  if (entry !== undefined) return entry
  throw failure('CREDENTIAL_FILE_MISSING', { path: placeOf(source), role: 'client certificate' })
}

function materialOf(
  place: string,
  { certificate, hasKey }: StoreCertificate,
  root: CredentialFile | undefined,
  windows: Windows,
): Material {
  if (!hasKey) throw failure('KEY_MISSING', { path: place })
  const trust = { ...windows.trustOf(place), ...(root === undefined ? {} : { cacert: root.path }) }
  return {
    certificate,
    chain: [],
    roots: root === undefined ? [] : parseCertificates(root),
    key: undefined,
    places: { certificate: place, key: place, root: root?.path ?? 'the roots that Windows trusts' },
    secrets: root === undefined ? {} : { ca: root.text },
    transport: curlTransport(windows.curl, trust),
  }
}
