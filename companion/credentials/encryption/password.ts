/** A password as the two kinds of key derivation read it. */
export interface Password {
  /** PKCS #12 takes UTF-16 (RFC 7292, appendix B.1). Undefined is not the same as empty. */
  text: string | undefined
  /** PBES2 and PBMAC1 take bytes (RFC 8018). */
  bytes: Buffer
}

/**
 * Returns the forms that programs give to a password, the standard first. node-forge and terminals of
 * Windows use Latin-1, and OpenSSL before 1.1 took each byte of UTF-8 for a character. Files without a
 * password have either an empty one or none.
 */
export function formsOfPassword(passphrase: string | undefined): Password[] {
  const bytes = Buffer.from(passphrase ?? '', 'utf8')
  if (passphrase === undefined)
    return [
      { text: '', bytes },
      { text: undefined, bytes },
    ]
  const standard = { text: passphrase, bytes }
  if (bytes.length === passphrase.length) return [standard]
  return [
    standard,
    { text: passphrase, bytes: Buffer.from(passphrase, 'latin1') },
    { text: bytes.toString('latin1'), bytes },
  ]
}

/** The data does not decrypt, or its MAC does not match. */
export class WrongPasswordError extends Error {}
