import type { PemCredential } from '../../config/schema.ts'
import type { CredentialContent, KeyMaterial } from '../key-material.ts'
import { type CredentialFile, readCredentialFile, readRootFile } from '../read-file.ts'
import { parseCertificates } from './certificates.ts'
import { parseKey } from './key.ts'

/** The three files of a PEM export as they are now. */
interface PemFiles {
  certificate: CredentialFile
  key: CredentialFile
  root: CredentialFile
  passphrase: string | undefined
}

/**
 * Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM; opening also KEY_MISSING, KEY_ENCRYPTED,
 * PASSPHRASE_WRONG.
 */
export async function readPemFiles(
  source: PemCredential,
  passphrase: string | undefined,
): Promise<CredentialContent> {
  const reads = [
    readCredentialFile(source.certificate, 'client certificate'),
    readCredentialFile(source.key, 'private key'),
    readRootFile(source.root),
  ] as const
  // All at once, and yet the first in this order says what is wrong.
  await Promise.allSettled(reads)
  const [certificate, key, root] = await Promise.all(reads)
  return {
    fingerprintParts: [certificate.text, key.text, root.text, passphrase],
    open: () => parsePemFiles(source, { certificate, key, root, passphrase }),
  }
}

function parsePemFiles(source: PemCredential, { passphrase, ...files }: PemFiles): KeyMaterial {
  const [certificate, ...chain] = parseCertificates(files.certificate)
  const roots = parseCertificates(files.root)
  const key = parseKey(files.key, { passphrase, variable: source.passphraseEnv })
  const tlsOptions = { cert: files.certificate.text, key: files.key.text, ca: files.root.text }
  return {
    certificate,
    chain,
    roots,
    key,
    locations: source,
    tlsOptions: passphrase === undefined ? tlsOptions : { ...tlsOptions, passphrase },
  }
}
