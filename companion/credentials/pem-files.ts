import type { KeyObject, X509Certificate } from 'node:crypto'
import type { PemCredential } from '../config/schema.ts'
import { parseCertificates } from './certificates.ts'
import { parseKey } from './key.ts'
import { passphraseOf } from './passphrase.ts'
import { readCredentialFile } from './read-file.ts'

/** The three files of a PEM export, parsed, and as TLS wants them. */
export interface PemFiles {
  certificate: X509Certificate
  /** Certificates that follow the client's own in its file. */
  chain: X509Certificate[]
  key: KeyObject
  roots: X509Certificate[]
  secrets: { cert: string; key: string; ca: string; passphrase?: string }
}

/** Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM, KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG. */
export async function readPemFiles(source: PemCredential): Promise<PemFiles> {
  const reading = [
    readCredentialFile(source.certificate, 'client certificate'),
    readCredentialFile(source.key, 'private key'),
    readCredentialFile(source.root, 'root certificate'),
  ] as const
  // All at once, and yet the first in this order says what is wrong.
  await Promise.allSettled(reading)
  const [certificateFile, keyFile, rootFile] = await Promise.all(reading)
  const [certificate, ...chain] = parseCertificates(certificateFile)
  const roots = parseCertificates(rootFile)
  const passphrase = passphraseOf(source)
  const key = parseKey(keyFile, { passphrase, variable: source.passphraseEnv })
  const secrets = { cert: certificateFile.text, key: keyFile.text, ca: rootFile.text }
  return {
    certificate,
    chain,
    key,
    roots,
    secrets: passphrase === undefined ? secrets : { ...secrets, passphrase },
  }
}
