import { createFrame, toFrame } from './frames.ts'
import { Random } from './random.ts'

/** What one companion process receives before it ends. */
export interface Life {
  /** The index of its first frame. */
  from: number
  frames: number
}

/** A long life shows whether memory grows; many short ones end in many ways. */
const longLife = 16_000
const shortLife = 200
const cycle = 20_000

/** Returns the life that contains a frame. */
export function findLife(index: number): Life {
  const start = index - (index % cycle)
  if (index < start + longLife) return { from: start, frames: longLife }
  const from = index - ((index - start - longLife) % shortLife)
  return { from, frames: shortLife }
}

/** How a life ends. */
export interface Ending {
  /** The bytes after its last frame. */
  bytes: Buffer
  /** Whether the answers are awaited before the end. */
  waitsForAnswers: boolean
  end: 'close' | 'SIGTERM'
}

type CreateBytes = (random: Random, frames: Buffer[]) => Buffer

const someFrames = 30

/** Returns the ending of a life. Its bytes lie about lengths, break off, or ask for more. */
export function createEnding(seed: number, { from, frames }: Life): Ending {
  const random = new Random(seed, from, frames)
  const next = Array.from({ length: someFrames }, (_, index) => createFrame(seed + 1, from + index))
  return {
    bytes: random.pick(endings)(random, next),
    waitsForAnswers: random.next() < 0.4,
    end: random.pick(['close', 'close', 'SIGTERM'] as const),
  }
}

const endings: CreateBytes[] = [
  () => Buffer.alloc(0),
  (_, frames) => Buffer.concat(frames),
  (random, frames) => cut(random, Buffer.concat(frames)),
  (random, frames) => lie(random, frames, length => Math.max(0, length - 1 - random.below(length + 1))),
  (random, frames) => lie(random, frames, length => length + 1 + random.below(300)),
  (random, frames) => lie(random, frames, () => random.below(2 * 1024 * 1024)),
  (random, frames) => lie(random, frames, () => 2 ** 32 - 1 - random.below(2 ** 31)),
]

const cut = (random: Random, bytes: Buffer): Buffer => bytes.subarray(0, random.below(bytes.length))

/** Gives one of the frames another length. */
function lie(random: Random, frames: Buffer[], toLength: (length: number) => number): Buffer {
  const at = random.below(frames.length)
  return Buffer.concat(
    frames.map((frame, index) => {
      const body = frame.subarray(4)
      return index === at ? toFrame(body, toLength(body.length)) : frame
    }),
  )
}

/** Cuts bytes into pieces of random sizes, as a pipe may deliver them. */
export function* cutIntoPieces(random: Random, bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const size = random.next() < 0.1 ? 1 + random.below(8) : 1 + random.below(64 * 1024)
    yield bytes.subarray(at, at + size)
    at += size
  }
}
