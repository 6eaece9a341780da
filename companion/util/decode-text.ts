import { message } from '#messages/message'
import { detectTextEncoding } from '#protocol/text-encoding'
import { UnusableFileError } from './node-errors.ts'

/**
 * Decodes a file that a person may have edited: UTF-8 or UTF-16, with or without a byte order mark.
 * Throws {@link UnusableFileError} with the line of the first invalid character.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = detectTextEncoding(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    const [valid = ''] = decodeLeniently(bytes).split('\uFFFD', 1)
    throw new UnusableFileError(message('reason.textNotUnicode', { line: String(valid.split('\n').length) }))
  }
}

/** Decodes a file like {@link decodeText}. What is not text becomes U+FFFD. */
export const decodeLeniently = (bytes: Uint8Array): string =>
  new TextDecoder(detectTextEncoding(bytes)).decode(bytes)

/** Decodes a file like {@link decodeText}. Returns undefined if it is not text. */
export function tryDecodeText(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes)
  } catch {
    return undefined
  }
}
