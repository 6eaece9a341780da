import type { X509Certificate } from 'node:crypto'
import { message } from '#messages/message'
import type { PemCredential } from '../../config/schema.ts'
import { choosePair } from '../choose-pair.ts'
import { describeContent } from '../detect-format.ts'
import type { CredentialContent, KeyMaterial } from '../key-material.ts'
import { type CredentialFile, notPemFailure, readCredentialFile, readRootFile } from '../read-file.ts'
import { readPemBlocks } from './pem-blocks.ts'
import { parseKeys } from './pem-key.ts'

const crypto = await import('node:crypto')

/** The three files of a PEM export. */
interface PemFiles {
  certificate: CredentialFile
  key: CredentialFile
  root: CredentialFile
}

/**
 * Reads a PEM export. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and
 * CREDENTIAL_NOT_PEM. Opening it also throws KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG,
 * ENCRYPTION_UNSUPPORTED, KEY_MISMATCH and CERTIFICATE_NOT_FOUND.
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
    open: () => parsePemFiles(source, { certificate, key, root }, passphrase),
  }
}

async function parsePemFiles(
  source: PemCredential,
  files: PemFiles,
  passphrase: string | undefined,
): Promise<KeyMaterial> {
  const certificates = parseCertificates(files.certificate)
  const roots = parseCertificates(files.root)
  const keys = await parseKeys(files.key, { passphrase, variable: source.passphraseEnv })
  return { ...choosePair(certificates, keys, source), roots, locations: source }
}

/**
 * Returns every certificate of a PEM file in its order. Throws CREDENTIAL_NOT_PEM if there is none.
 */
export function parseCertificates(file: CredentialFile): X509Certificate[] {
  const blocks = readPemBlocks(file.text).filter(({ label }) => certificateLabels.has(label))
  if (blocks.length === 0) throw notPemFailure(file, describeContent(Buffer.from(file.text)))
  return blocks.map(({ pem }) => parseCertificate(file, pem))
}

const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])

function parseCertificate(file: CredentialFile, pem: string): X509Certificate {
  try {
    return new crypto.X509Certificate(pem)
  } catch (error) {
    throw notPemFailure(file, message('reason.foundDamagedCertificate'), error)
  }
}
