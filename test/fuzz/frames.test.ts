import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FrameDecoder } from '../../companion/host/frames.ts'
import { countFrames, createFrame } from './frames.ts'
import { createEnding, cutIntoPieces, findLife } from './lives.ts'
import { Random } from './random.ts'

const seeds = fc.nat()
const indexes = fc.nat({ max: 1_000_000 })

/** Compares at once. A matcher compares byte by byte, which takes half a minute for the largest frame. */
const expectSameBytes = (actual: Buffer, expected: Uint8Array) => expect(actual.equals(expected)).toBe(true)

it('createFrame makes the same complete frame for the same seed and index', () => {
  fc.assert(
    fc.property(seeds, indexes, (seed, index) => {
      const frame = createFrame(seed, index)
      expectSameBytes(createFrame(seed, index), frame)
      expect(countFrames(frame)).toBe(1)
    }),
  )
})

it('createFrame makes valid requests, changed ones and broken ones', () => {
  const frames = Array.from({ length: 5_000 }, (_, index) => createFrame(1, index))
  const decoded = new FrameDecoder().push(Buffer.concat(frames))
  const kinds = new Set(decoded.map(({ kind }) => kind))
  expect(decoded).toHaveLength(frames.length)
  expect([...kinds].sort()).toEqual(['invalid', 'message', 'tooLarge'])
  const texts = frames.map(frame => frame.toString()).join('\n')
  for (const trace of ['"__proto__":', '\\ud800', '1e999', '[[[[[[', 'logOut']) expect(texts).toContain(trace)
})

it('countFrames counts what a decoder finds, also when lengths lie', () => {
  fc.assert(
    fc.property(seeds, indexes, (seed, index) => {
      const { bytes } = createEnding(seed, findLife(index))
      expect(new FrameDecoder().push(bytes)).toHaveLength(countFrames(bytes))
    }),
  )
})

it('findLife divides all frames into lives', () => {
  fc.assert(
    fc.property(indexes, index => {
      const { from, frames } = findLife(index)
      expect(index - from).toBeGreaterThanOrEqual(0)
      expect(index - from).toBeLessThan(frames)
      expect(findLife(from + frames).from).toBe(from + frames)
    }),
  )
})

it('cutIntoPieces keeps every byte', () => {
  fc.assert(
    fc.property(seeds, fc.uint8Array({ maxLength: 100_000 }), (seed, bytes) => {
      const pieces = [...cutIntoPieces(new Random(seed), Buffer.from(bytes))]
      expectSameBytes(Buffer.concat(pieces), bytes)
    }),
  )
})
