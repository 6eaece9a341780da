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
  const files = {
    certificate: await readCredentialFile(source.certificate, 'client certificate'),
    key: await readCredentialFile(source.key, 'private key'),
    root: await readCredentialFile(source.root, 'root certificate'),
  }
  const [certificate, ...chain] = parseCertificates(files.certificate)
  const roots = parseCertificates(files.root)
  const passphrase = passphraseOf(source)
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
