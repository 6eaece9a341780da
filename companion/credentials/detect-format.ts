/** Whether there is a PEM block at all, of whatever kind. */
export const isPem = (bytes: Buffer): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(bytes.toString('latin1'))

/** For people: what a file that is not the PEM it should be holds. Never quotes it, it may be a key. */
export const describeContent = (bytes: Buffer): string =>
  contentFormats.find(({ fits }) => fits(bytes))?.says ?? 'binary data'

const contentFormats: { fits: (bytes: Buffer) => boolean; says: string }[] = [
  { fits: bytes => bytes.length === 0, says: 'nothing: it is empty' },
  { fits: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]*PRIVATE KEY/), says: 'a private key' },
  { fits: bytes => hasText(bytes, /BEGIN (X509 |TRUSTED )?CERTIFICATE-/), says: 'a certificate' },
  { fits: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]+-----/), says: 'PEM of another kind' },
  // A DER sequence: the binary form of certificates, keys and PFX files alike.
  {
    fits: bytes => bytes[0] === 0x30 && bytes[1] !== undefined && bytes[1] >= 0x80,
    says: 'binary data (DER or PFX)',
  },
  { fits: bytes => bytes[0] === 0xff && bytes[1] === 0xfe, says: 'text in UTF-16' },
  { fits: bytes => !bytes.includes(0), says: 'text without a PEM block' },
]

const hasText = (bytes: Buffer, pattern: RegExp): boolean => pattern.test(bytes.toString('latin1'))
