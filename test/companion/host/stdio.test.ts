import { PassThrough, Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { encodeFrame, type Frame } from '../../../companion/host/frames.ts'
import { readFrames } from '../../../companion/host/stdio.ts'

it('readFrames takes no more frames while the output does not take the answers', async () => {
  const pending: (() => void)[] = []
  const output = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => pending.push(done) })
  const input = new PassThrough()
  const frames: Frame[] = []
  const ended = readFrames(input, output, frame => {
    frames.push(frame)
    output.write('an answer')
  })
  input.end(Buffer.concat([1, 2, 3].map(id => encodeFrame({ id }))))
  for (const count of [1, 2, 3]) {
    // Reading goes as far as it can.
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
    expect(frames).toHaveLength(count)
    pending.shift()?.()
  }
  expect(await ended).toBe('')
})

it('readFrames says that the input ended inside a frame', async () => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  expect(await readFrames(PassThrough.from([Buffer.from([5, 0, 0, 0])]), output, () => {})).toContain(
    'inside a frame',
  )
})
