import type { KeyObject, X509Certificate } from 'node:crypto'
import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import type { PemCredential } from '../../config/schema.ts'
import { describeContent } from '../detect-format.ts'
import type { CredentialContent, KeyMaterial } from '../key-material.ts'
import { type CredentialFile, readCredentialFile, readRootFile } from '../read-file.ts'

const crypto = await import('node:crypto')

/** The three files of a PEM export. */
interface PemFiles {
  certificate: CredentialFile
  key: CredentialFile
  root: CredentialFile
  passphrase: string | undefined
}

/**
 * Reads a PEM export. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and
 * CREDENTIAL_NOT_PEM. Opening it also throws KEY_MISSING, KEY_ENCRYPTED and PASSPHRASE_WRONG.
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
  // Reads all files at once, but reports the first problem in this order.
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

/**
 * Returns every certificate of a PEM file in its order. Throws CREDENTIAL_NOT_PEM if there is none.
 */
export function parseCertificates(file: CredentialFile): [X509Certificate, ...X509Certificate[]] {
  const blocks = file.text.match(certificateBlockPattern) ?? []
  const [first, ...others] = blocks.map(block => parseCertificate(file, block))
  if (first !== undefined) return [first, ...others]
  throw notPemFailure(file, describeContent(Buffer.from(file.text, 'latin1')))
}

function parseCertificate(file: CredentialFile, block: string): X509Certificate {
  try {
    return new crypto.X509Certificate(block)
  } catch (error) {
    throw notPemFailure(file, message('reason.foundDamagedCertificate'), error)
  }
}

export interface Passphrase {
  passphrase: string | undefined
  /** The environment variable that holds it. */
  variable: string | undefined
}

/** Throws KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG, CREDENTIAL_NOT_PEM. */
function parseKey(file: CredentialFile, { passphrase, variable }: Passphrase): KeyObject {
  const { path, text } = file
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) throw failure('KEY_MISSING', { path })
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4, *ENCRYPTED/.test(text)
  if (isEncrypted && passphrase === undefined) throw failure('KEY_ENCRYPTED', { path, variable })
  try {
    return crypto.createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch (error) {
    if (isEncrypted) throw failure('PASSPHRASE_WRONG', { path, variable }, error)
    throw notPemFailure(file, message('reason.foundDamagedKey'), error)
  }
}

const notPemFailure = ({ path, role }: CredentialFile, found: Text, cause?: unknown) =>
  failure('CREDENTIAL_NOT_PEM', { path, role, found }, cause)

const certificateBlockPattern =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END [A-Z0-9 ]*CERTIFICATE-----/g
