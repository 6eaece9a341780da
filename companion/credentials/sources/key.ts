import type { KeyObject } from 'node:crypto'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { CredentialFile } from '../read-file.ts'

const { createPrivateKey } = await import('node:crypto')

export interface Passphrase {
  passphrase: string | undefined
  /** The environment variable that holds it. */
  variable: string | undefined
}

/** The private key of a PEM file. Throws KEY_MISSING, KEY_ENCRYPTED, PASSPHRASE_WRONG, CREDENTIAL_NOT_PEM. */
export function parseKey(file: CredentialFile, { passphrase, variable }: Passphrase): KeyObject {
  const { path, role, text } = file
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) throw failure('KEY_MISSING', { path })
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4, *ENCRYPTED/.test(text)
  if (isEncrypted && passphrase === undefined) throw failure('KEY_ENCRYPTED', { path, variable })
  try {
    return createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch (error) {
    if (isEncrypted) throw failure('PASSPHRASE_WRONG', { path, variable }, error)
    throw failure('CREDENTIAL_NOT_PEM', { path, role, found: message('reason.foundDamagedKey') }, error)
  }
}
