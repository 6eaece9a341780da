import {
  maxMessageDepth,
  maxMessageFromCompanionBytes,
  maxMessageToCompanionBytes,
} from '#protocol/constants'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { isDeeperThan } from '../util/depth.ts'

/** A decoded frame. `problem` never quotes the message, which may contain a session id. */
export type Frame =
  | { kind: 'message'; message: unknown }
  | { kind: 'invalid'; bytes: number; problem: string; id?: number }
  | { kind: 'tooLarge'; bytes: number; limit: number }

/**
 * The length of the JSON text in four bytes, little-endian. The text in UTF-8 follows
 * (docs/protocol.md).
 */
const headerBytes = 4

/**
 * Returns the frame of a response. Browsers close the port over a message that is too long
 * (docs/facts/browsers-and-node.md §5.3). Such a response becomes MESSAGE_TOO_LARGE for its
 * request, and one that cannot be written as JSON becomes INTERNAL. Never throws.
 */
export function encodeFrame(message: { id: number | null }, limit = maxMessageFromCompanionBytes): Buffer {
  try {
    return toFrame(encodeBody(message, limit))
  } catch (thrown) {
    return toFrame(Buffer.from(JSON.stringify({ id: message.id, ok: false, error: toFinding(thrown) })))
  }
}

function encodeBody(message: { id: number | null }, limit: number): Buffer {
  if (isDeeperThan(maxMessageDepth, message)) throw new Error('the response is nested too deeply')
  const body = Buffer.from(JSON.stringify(message))
  if (body.length > limit) throw failure('MESSAGE_TOO_LARGE', { bytes: body.length, limit })
  return body
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
  const invalid = { kind: 'invalid', bytes: body.length } as const
  try {
    const message: unknown = JSON.parse(utf8.decode(body))
    return isDeeperThan(maxMessageDepth, message)
      ? { ...invalid, problem: 'nested too deeply', ...readId(message) }
      : { kind: 'message', message }
  } catch {
    return { ...invalid, problem: body.length === 0 ? 'empty' : 'not JSON in UTF-8' }
  }
}

const readId = (message: unknown): { id?: number } =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number'
    ? { id: message.id }
    : {}

const utf8 = new TextDecoder('utf-8', { fatal: true })
