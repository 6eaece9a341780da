import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, type Frame, FrameDecoder } from '../../../companion/host/frames.ts'

const encodeMessages = (...messages: unknown[]): Buffer =>
  Buffer.concat(messages.map(message => encodeBody(Buffer.from(JSON.stringify(message)))))

function encodeBody(body: Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32LE(body.length)
  return Buffer.concat([header, body])
}

const readMessages = (frames: Frame[]): unknown[] =>
  frames.map(frame => (frame.kind === 'message' ? frame.message : frame))

describe('FrameDecoder', () => {
  it('decodes messages from chunks of any size', () => {
    const cuts = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), cuts, (messages, cuts) => {
        const bytes = encodeMessages(...messages)
        const decoder = new FrameDecoder()
        const frames: Frame[] = []
        let at = 0
        for (let index = 0; at < bytes.length; index += 1) {
          // Empty chunks are allowed, but not only empty ones.
          const length = (cuts[index % cuts.length] ?? 0) + (index % cuts.length === 0 ? 1 : 0)
          frames.push(...decoder.push(bytes.subarray(at, at + length)))
          at += length
        }
        expect(readMessages(frames)).toEqual(JSON.parse(JSON.stringify(messages)))
        expect(decoder.isInsideFrame).toBe(false)
      }),
    )
  })

  it('decodes valid frames between invalid ones', () => {
    const body = fc.oneof(
      fc.jsonValue().map(value => ({ body: Buffer.from(JSON.stringify(value)), good: true })),
      fc.constantFrom('{"a":', 'nonsense', '').map(text => ({ body: Buffer.from(text), good: false })),
      fc.constant({ body: Buffer.from([0xff, 0xfe, 0x22]), good: false }),
      fc.constant({ body: Buffer.alloc(70, 0x20), good: false }),
    )
    fc.assert(
      fc.property(fc.array(body), bodies => {
        const frames = new FrameDecoder(64).push(Buffer.concat(bodies.map(({ body }) => encodeBody(body))))
        const isGood = ({ body, good }: { body: Buffer; good: boolean }) => good && body.length <= 64
        expect(frames.map(({ kind }) => kind === 'message')).toEqual(bodies.map(isGood))
      }),
    )
  })

  it('waits for the rest of a length and of a character', () => {
    const bytes = encodeMessages('ü€😀')
    const decoder = new FrameDecoder()
    const frames = [...bytes].flatMap(byte => decoder.push(Uint8Array.of(byte)))
    expect(readMessages(frames)).toEqual(['ü€😀'])
  })

  it('reports an empty frame and decodes the next', () => {
    const frames = new FrameDecoder().push(Buffer.concat([Buffer.alloc(4), encodeMessages({ id: 1 })]))
    expect(frames).toEqual([
      { kind: 'invalid', bytes: 0, problem: 'empty' },
      { kind: 'message', message: { id: 1 } },
    ])
  })

  it('rejects a frame that nests deeper than any message, with its id', () => {
    const nest = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    const toFrame = (depth: number) => encodeBody(Buffer.from(`{"id":7,"command":${nest(depth)}}`))
    const depths = fc.oneof(fc.integer({ min: 32, max: 200 }), fc.constantFrom(4_109, 4_113, 100_000))
    fc.assert(
      fc.property(depths, depth => {
        const frames = new FrameDecoder().push(Buffer.concat([toFrame(depth), encodeMessages('next')]))
        expect(frames).toEqual([
          { kind: 'invalid', id: 7, bytes: expect.any(Number), problem: 'nested too deeply' },
          { kind: 'message', message: 'next' },
        ])
      }),
    )
    expect(new FrameDecoder().push(toFrame(31))).toMatchObject([{ kind: 'message' }])
  })

  it('never repeats the text of an invalid frame', () => {
    const frames = new FrameDecoder().push(encodeBody(Buffer.from('{"sessionId":"secret-id"')))
    expect(JSON.stringify(frames)).not.toContain('secret')
  })

  it('skips a frame that is too large without buffering it', () => {
    const decoder = new FrameDecoder(1024)
    const header = Buffer.alloc(4)
    header.writeUInt32LE(500 * 1024 * 1024)
    decoder.push(header)
    const piece = Buffer.alloc(1024 * 1024)
    const before = process.memoryUsage().arrayBuffers
    for (let sent = 1; sent < 500; sent += 1) expect(decoder.push(piece)).toEqual([])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    expect(decoder.push(Buffer.concat([piece, encodeMessages('next')]))).toEqual([
      { kind: 'tooLarge', bytes: 500 * 1024 * 1024, limit: 1024 },
      { kind: 'message', message: 'next' },
    ])
  })

  it('accepts a frame of exactly the limit and none above', () => {
    const decoder = new FrameDecoder(10)
    expect(decoder.push(encodeMessages('12345678')).map(({ kind }) => kind)).toEqual(['message'])
    expect(decoder.push(encodeMessages('123456789')).map(({ kind }) => kind)).toEqual(['tooLarge'])
  })

  it.each([
    ['the length', [1, 0]],
    ['the body', [5, 0, 0, 0, 0x22]],
    ['a body that has not begun', [5, 0, 0, 0]],
  ])('reports that the input ends inside %s', (_, bytes) => {
    const decoder = new FrameDecoder()
    decoder.push(Uint8Array.from(bytes))
    expect(decoder.isInsideFrame).toBe(true)
  })
})

describe('encodeFrame', () => {
  it('writes the length in bytes, little-endian', () => {
    const frame = encodeFrame({ id: 1, text: '€' } as { id: number }) // more than an id, as every answer has
    const body = Buffer.from('{"id":1,"text":"€"}')
    expect(frame).toEqual(Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]))
  })

  it('replaces a response above the limit of browsers by MESSAGE_TOO_LARGE', () => {
    const answer = { id: 7, ok: true, result: 'x'.repeat(300) }
    const [frame] = new FrameDecoder().push(encodeFrame(answer, 200))
    expect(frame).toMatchObject({
      kind: 'message',
      message: { id: 7, ok: false, error: { code: 'MESSAGE_TOO_LARGE', details: { limit: 200 } } },
    })
  })

  const deep = Array.from({ length: 100_000 }).reduce<unknown>(inner => [inner], 1)
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  it.each<[string, unknown]>([
    ['nested too deeply', deep],
    ['a cycle', cycle],
    ['a number that JSON does not know', 1n],
  ])('replaces a response that cannot be written (%s) by INTERNAL', (_, result) => {
    const response = { id: 7, ok: true, result }
    expect(new FrameDecoder().push(encodeFrame(response))).toMatchObject([
      { kind: 'message', message: { id: 7, ok: false, error: { code: 'INTERNAL' } } },
    ])
  })
})
