import type { KeyObject, X509Certificate } from 'node:crypto'
import type { PemCredential } from '../config/schema.ts'
import { parseCertificates } from './certificates.ts'
import { parseKey } from './key.ts'
import { passphraseOf } from './passphrase.ts'
import { type CredentialFile, readCredentialFile } from './read-file.ts'

/** The three files of a PEM export as they are now. */
export interface PemTexts {
  certificate: CredentialFile
  key: CredentialFile
  root: CredentialFile
  passphrase: string | undefined
}

/** The same, parsed, and as TLS wants them. */
export interface PemFiles {
  certificate: X509Certificate
  /** Certificates that follow the client's own in its file. */
  chain: X509Certificate[]
  key: KeyObject
  roots: X509Certificate[]
  secrets: { cert: string; key: string; ca: string; passphrase?: string }
}

/** Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM. */
export async function readPemFiles(source: PemCredential): Promise<PemTexts> {
  const reading = [
    readCredentialFile(source.certificate, 'client certificate'),
    readCredentialFile(source.key, 'private key'),
    readCredentialFile(source.root, 'root certificate'),
  ] as const
  // All at once, and yet the first in this order says what is wrong.
  await Promise.allSettled(reading)
  const [certificate, key, root] = await Promise.all(reading)
  return { certificate, key, root, passphrase: passphraseOf(source) }
}

/** Throws CREDENTIAL_NOT_PEM, KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG. */
export function parsePemFiles(source: PemCredential, files: PemTexts): PemFiles {
  const { passphrase } = files
  const [certificate, ...chain] = parseCertificates(files.certificate)
  const roots = parseCertificates(files.root)
  const key = parseKey(files.key, { passphrase, variable: source.passphraseEnv })
  const secrets = { cert: files.certificate.text, key: files.key.text, ca: files.root.text }
  return {
    certificate,
    chain,
    key,
    roots,
    secrets: passphrase === undefined ? secrets : { ...secrets, passphrase },
  }
}
