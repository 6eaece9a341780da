import type { KeyObject } from 'node:crypto'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { hasErrorCode } from '../../util/node-errors.ts'
import { describeContent } from '../detect-format.ts'
import { type CredentialFile, notPemFailure } from '../read-file.ts'
import { unsupportedFailure } from '../unsupported-failure.ts'
import { type PemBlock, readPemBlocks } from './pem-blocks.ts'

const crypto = await import('node:crypto')

export interface Passphrase {
  passphrase: string | undefined
  /** The environment variable that holds it. */
  variable: string | undefined
}

/**
 * Returns the private keys of a PEM file. Throws KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG,
 * ENCRYPTION_UNSUPPORTED and CREDENTIAL_NOT_PEM if it can open none.
 */
export async function parseKeys(file: CredentialFile, passphrase: Passphrase): Promise<KeyObject[]> {
  const blocks = readPemBlocks(file.text).filter(({ label }) => label.endsWith('PRIVATE KEY'))
  const results = await Promise.allSettled(blocks.map(block => parseKey(block, file, passphrase)))
  const keys = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  if (keys.length > 0) return keys
  const [first] = results
  if (first?.status === 'rejected') throw first.reason
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(file.text))
    throw notPemFailure(file, message('reason.foundDamagedKey'))
  throw failure('KEY_MISSING', { path: file.path })
}

async function parseKey(
  { label, pem }: PemBlock,
  file: CredentialFile,
  { passphrase, variable }: Passphrase,
): Promise<KeyObject> {
  const { path } = file
  const isPkcs8 = label === 'ENCRYPTED PRIVATE KEY'
  const isEncrypted = isPkcs8 || /^Proc-Type: *4, *ENCRYPTED/m.test(pem)
  if (label === 'OPENSSH PRIVATE KEY') throw notPemFailure(file, describeContent(Buffer.from(pem)))
  if (isPkcs8) await checkIterations(path, pem)
  try {
    // Without a passphrase, OpenSSL does not say whether it has the scheme.
    return crypto.createPrivateKey({ key: pem, passphrase: passphrase ?? '' })
  } catch (error) {
    if (!isEncrypted) throw notPemFailure(file, message('reason.foundDamagedKey'), error)
    // OpenSSL reports another code for a wrong passphrase.
    if (hasErrorCode(error, 'ERR_OSSL_EVP_UNSUPPORTED')) throw await unsupportedKeyFailure(path, pem, error)
    if (passphrase === undefined) throw failure('KEY_ENCRYPTED', { path, variable }, error)
    throw failure('PASSPHRASE_WRONG', { path, variable }, error)
  }
}

async function checkIterations(path: string, pem: string): Promise<void> {
  const { findExcessiveIterations } = await import('../encryption/index.ts')
  const excess = findExcessiveIterations(pem)
  if (excess !== undefined) throw unsupportedFailure({ path, format: 'PEM' }, excess)
}

async function unsupportedKeyFailure(path: string, pem: string, cause: unknown) {
  const { describeUnsupportedKey } = await import('../encryption/index.ts')
  return unsupportedFailure({ path, format: 'PEM' }, describeUnsupportedKey(pem), cause)
}
