import { type Message, type MessageKey, message } from '#messages/message'
import { decodeLeniently } from '../util/decode-text.ts'

/** Returns whether there is a PEM block of any kind. */
export const isPem = (bytes: Buffer): boolean => hasText(bytes, /-----BEGIN [A-Z0-9 ]+-----/)

/** Returns whether the file starts as a PFX file does. */
export const isPfx = (bytes: Buffer): boolean => hasStart(bytes, pfxStart)

/**
 * Describes the content of a file that is not the expected one. Never quotes it: it may be a key.
 */
export const describeContent = (bytes: Buffer): Message =>
  message(contentFormats.find(({ matches }) => matches(bytes))?.found ?? 'reason.foundBinary')

const contentFormats: { matches: (bytes: Buffer) => boolean; found: MessageKey }[] = [
  { matches: bytes => bytes.length === 0, found: 'reason.foundNothing' },
  { matches: bytes => hasText(bytes, /BEGIN OPENSSH PRIVATE KEY-/), found: 'reason.foundOpenSshKey' },
  { matches: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]*PRIVATE KEY/), found: 'reason.foundPrivateKey' },
  {
    matches: bytes => hasText(bytes, /BEGIN (X509 |TRUSTED )?CERTIFICATE-/),
    found: 'reason.foundCertificate',
  },
  { matches: bytes => hasText(bytes, /BEGIN [A-Z0-9 ]+-----/), found: 'reason.foundOtherPem' },
  { matches: isPfx, found: 'reason.foundPfx' },
  // The magic numbers of JKS and JCEKS.
  { matches: bytes => hasStart(bytes, /^(feedfeed|cececece)/), found: 'reason.foundJavaKeystore' },
  // A DER sequence, the binary form of certificates and keys.
  { matches: bytes => hasStart(bytes, /^30[89a-f]/), found: 'reason.foundDerOrPfx' },
  { matches: bytes => hasStart(bytes, /^(fffe|feff)/), found: 'reason.foundUtf16' },
  { matches: bytes => !bytes.includes(0), found: 'reason.foundTextWithoutPem' },
]

/** A DER or BER sequence that starts with the version 3 (RFC 7292, section 4). */
const pfxStart = /^30(?:80|[0-7].|81..|82.{4}|83.{6}|84.{8})020103/

const hasText = (bytes: Buffer, pattern: RegExp): boolean => pattern.test(decodeLeniently(bytes))

const hasStart = (bytes: Buffer, pattern: RegExp): boolean => pattern.test(bytes.toString('hex', 0, 16))
