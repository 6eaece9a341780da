import { type Message, type MessageKey, message } from '#messages/message'

/** Returns whether there is a PEM block of any kind. */
export const isPem = (bytes: Buffer): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(bytes.toString('latin1'))

/**
 * Describes the content of a file that is not the expected PEM. Never quotes it: it may be a key.
 */
export const describeContent = (bytes: Buffer): Message =>
  message(contentFormats.find(({ matches }) => matches(bytes))?.found ?? 'reason.foundBinary')

const contentFormats: { matches: (bytes: Buffer) => boolean; found: MessageKey }[] = [
  { matches: bytes => bytes.length === 0, found: 'reason.foundNothing' },
  { matches: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]*PRIVATE KEY/), found: 'reason.foundPrivateKey' },
  {
    matches: bytes => hasText(bytes, /BEGIN (X509 |TRUSTED )?CERTIFICATE-/),
    found: 'reason.foundCertificate',
  },
  { matches: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]+-----/), found: 'reason.foundOtherPem' },
  // A DER sequence, the binary form of certificates, keys and PFX files.
  {
    matches: bytes => bytes[0] === 0x30 && bytes[1] !== undefined && bytes[1] >= 0x80,
    found: 'reason.foundDerOrPfx',
  },
  { matches: bytes => bytes[0] === 0xff && bytes[1] === 0xfe, found: 'reason.foundUtf16' },
  { matches: bytes => !bytes.includes(0), found: 'reason.foundTextWithoutPem' },
]

const hasText = (bytes: Buffer, pattern: RegExp): boolean => pattern.test(bytes.toString('latin1'))
