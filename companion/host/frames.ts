import { maxMessageFromCompanionBytes, maxMessageToCompanionBytes } from '#protocol/constants'
import { findingOf } from '#protocol/findings/to-finding'

/** A decoded frame. `problem` never quotes the message, which may contain a session id. */
export type Frame =
  | { kind: 'message'; message: unknown }
  | { kind: 'invalid'; bytes: number; problem: string }
  | { kind: 'tooLarge'; bytes: number; limit: number }

/**
 * The length of the JSON text in four bytes, little-endian. The text in UTF-8 follows
 * (docs/protocol.md).
 */
const headerBytes = 4

/**
 * Returns the frame of a response. Browsers close the port over a message that is too long
 * (docs/facts/browsers-and-node.md §5.3). Such a response becomes MESSAGE_TOO_LARGE for its
 * request.
 */
export function encodeFrame(message: { id: number | null }, limit = maxMessageFromCompanionBytes): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  if (text.length > limit) {
    const error = findingOf('MESSAGE_TOO_LARGE', { bytes: text.length, limit })
    return toFrame(Buffer.from(JSON.stringify({ id: message.id, ok: false, error })))
  }
  return toFrame(text)
}

/** Decodes frames from chunks of any size. An invalid frame does not affect the next one. */
export class FrameDecoder {
  #header: number[] = []
  #remaining = 0
  #chunks: Uint8Array[] = []
  #isTooLarge = false

  constructor(private readonly limit = maxMessageToCompanionBytes) {}

  /** Whether the input so far ends inside a frame. */
  get isInsideFrame(): boolean {
    return this.#header.length > 0
  }

  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = []
    let rest = bytes
    while (rest.length > 0) {
      rest = this.#hasHeader ? this.#takeBody(rest) : this.#takeHeader(rest)
      if (this.#hasHeader && this.#remaining === 0) frames.push(this.#finish())
    }
    return frames
  }

  get #hasHeader(): boolean {
    return this.#header.length === headerBytes
  }

  get #length(): number {
    return Buffer.from(this.#header).readUInt32LE()
  }

  #takeHeader(bytes: Uint8Array): Uint8Array {
    const missing = headerBytes - this.#header.length
    this.#header.push(...bytes.subarray(0, missing))
    if (this.#hasHeader) {
      this.#remaining = this.#length
      this.#isTooLarge = this.#length > this.limit
    }
    return bytes.subarray(missing)
  }

  #takeBody(bytes: Uint8Array): Uint8Array {
    const chunk = bytes.subarray(0, this.#remaining)
    if (!this.#isTooLarge) this.#chunks.push(chunk)
    this.#remaining -= chunk.length
    return bytes.subarray(chunk.length)
  }

  #finish(): Frame {
    const bytes = this.#length
    const frame: Frame = this.#isTooLarge
      ? { kind: 'tooLarge', bytes, limit: this.limit }
      : parseFrameBody(Buffer.concat(this.#chunks))
    this.#header = []
    this.#chunks = []
    return frame
  }
}

function toFrame(text: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(text.length)
  return Buffer.concat([header, text])
}

function parseFrameBody(body: Buffer): Frame {
  try {
    return { kind: 'message', message: JSON.parse(utf8.decode(body)) }
  } catch {
    return { kind: 'invalid', bytes: body.length, problem: body.length === 0 ? 'empty' : 'not JSON in UTF-8' }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
