import type { PemCredential } from '../config/schema.ts'
import { parseCertificates } from './certificates.ts'
import { parseKey } from './key.ts'
import type { Content, Material } from './material.ts'
import { type CredentialFile, readCredentialFile, readRootFile } from './read-file.ts'

/** The three files of a PEM export as they are now. */
interface PemTexts {
  certificate: CredentialFile
  key: CredentialFile
  root: CredentialFile
  passphrase: string | undefined
}

/**
 * Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM; opening also KEY_MISSING, KEY_ENCRYPTED,
 * PASSPHRASE_WRONG.
 */
export async function readPemFiles(source: PemCredential, passphrase: string | undefined): Promise<Content> {
  const reading = [
    readCredentialFile(source.certificate, 'client certificate'),
    readCredentialFile(source.key, 'private key'),
    readRootFile(source.root),
  ] as const
  // All at once, and yet the first in this order says what is wrong.
  await Promise.allSettled(reading)
  const [certificate, key, root] = await Promise.all(reading)
  return {
    parts: [certificate.text, key.text, root.text, passphrase],
    open: () => parsePemFiles(source, { certificate, key, root, passphrase }),
  }
}

function parsePemFiles(source: PemCredential, { passphrase, ...files }: PemTexts): Material {
  const [certificate, ...chain] = parseCertificates(files.certificate)
  const roots = parseCertificates(files.root)
  const key = parseKey(files.key, { passphrase, variable: source.passphraseEnv })
  const secrets = { cert: files.certificate.text, key: files.key.text, ca: files.root.text }
  return {
    certificate,
    chain,
    roots,
    key,
    places: source,
    secrets: passphrase === undefined ? secrets : { ...secrets, passphrase },
  }
}
