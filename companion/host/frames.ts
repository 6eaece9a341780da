import { maxMessageFromCompanionBytes, maxMessageToCompanionBytes } from '#protocol/constants'
import { findingOf } from '#protocol/to-finding'

/** What a frame turned out to hold. `problem` never quotes the message, which may hold a session id. */
export type Frame =
  | { kind: 'message'; message: unknown }
  | { kind: 'broken'; bytes: number; problem: string }
  | { kind: 'too large'; bytes: number; limit: number }

/** A frame is the length of its JSON text in four bytes, little end first, and that text in UTF-8 (docs/protocol.md). */
const headerBytes = 4

/**
 * The frame of an answer. One that the browser would not take becomes the answer MESSAGE_TOO_LARGE of the same request:
 * browsers end the port over a message that is too long (docs/facts/browsers-and-node.md §5.3).
 */
export function encodeFrame(message: { id: number | null }, limit = maxMessageFromCompanionBytes): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  if (text.length > limit) {
    const error = findingOf('MESSAGE_TOO_LARGE', { bytes: text.length, limit })
    return toFrame(Buffer.from(JSON.stringify({ id: message.id, ok: false, error })))
  }
  return toFrame(text)
}

/** Frames out of bytes, however these were cut. A frame that cannot be used never harms the next one. */
export class FrameDecoder {
  #head: number[] = []
  #awaited = 0
  #chunks: Uint8Array[] = []
  #skipped = false

  constructor(private readonly limit = maxMessageToCompanionBytes) {}

  /** Whether the input stops inside a frame. */
  get isInsideFrame(): boolean {
    return this.#head.length > 0
  }

  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = []
    let rest = bytes
    while (rest.length > 0) {
      rest = this.#hasHead ? this.#takeBody(rest) : this.#takeHead(rest)
      if (this.#hasHead && this.#awaited === 0) frames.push(this.#finish())
    }
    return frames
  }

  get #hasHead(): boolean {
    return this.#head.length === headerBytes
  }

  get #length(): number {
    return Buffer.from(this.#head).readUInt32LE()
  }

  #takeHead(bytes: Uint8Array): Uint8Array {
    const missing = headerBytes - this.#head.length
    this.#head.push(...bytes.subarray(0, missing))
    if (this.#hasHead) {
      this.#awaited = this.#length
      this.#skipped = this.#length > this.limit
    }
    return bytes.subarray(missing)
  }

  #takeBody(bytes: Uint8Array): Uint8Array {
    const chunk = bytes.subarray(0, this.#awaited)
    if (!this.#skipped) this.#chunks.push(chunk)
    this.#awaited -= chunk.length
    return bytes.subarray(chunk.length)
  }

  #finish(): Frame {
    const bytes = this.#length
    const frame: Frame = this.#skipped
      ? { kind: 'too large', bytes, limit: this.limit }
      : parseFrameBody(Buffer.concat(this.#chunks))
    this.#head = []
    this.#chunks = []
    return frame
  }
}

function toFrame(text: Buffer): Buffer {
  const head = Buffer.alloc(headerBytes)
  head.writeUInt32LE(text.length)
  return Buffer.concat([head, text])
}

function parseFrameBody(body: Buffer): Frame {
  try {
    return { kind: 'message', message: JSON.parse(utf8.decode(body)) }
  } catch {
    return { kind: 'broken', bytes: body.length, problem: body.length === 0 ? 'empty' : 'not JSON in UTF-8' }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
