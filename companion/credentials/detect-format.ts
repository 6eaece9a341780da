import { type Message, type MessageKey, message } from '#messages/message'
/** Whether there is a PEM block at all, of whatever kind. */
export const isPem = (bytes: Buffer): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(bytes.toString('latin1'))

/** For people: what a file that is not the PEM it should be holds. Never quotes it, it may be a key. */
export const describeContent = (bytes: Buffer): Message =>
  message(contentFormats.find(({ fits }) => fits(bytes))?.found ?? 'reason.foundBinary')

const contentFormats: { fits: (bytes: Buffer) => boolean; found: MessageKey }[] = [
  { fits: bytes => bytes.length === 0, found: 'reason.foundNothing' },
  { fits: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]*PRIVATE KEY/), found: 'reason.foundPrivateKey' },
  { fits: bytes => hasText(bytes, /BEGIN (X509 |TRUSTED )?CERTIFICATE-/), found: 'reason.foundCertificate' },
  { fits: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]+-----/), found: 'reason.foundOtherPem' },
  // A DER sequence: the binary form of certificates, keys and PFX files alike.
  {
    fits: bytes => bytes[0] === 0x30 && bytes[1] !== undefined && bytes[1] >= 0x80,
    found: 'reason.foundDerOrPfx',
  },
  { fits: bytes => bytes[0] === 0xff && bytes[1] === 0xfe, found: 'reason.foundUtf16' },
  { fits: bytes => !bytes.includes(0), found: 'reason.foundTextWithoutPem' },
]

const hasText = (bytes: Buffer, pattern: RegExp): boolean => pattern.test(bytes.toString('latin1'))
