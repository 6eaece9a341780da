import { expect, it } from 'vitest'
import { asked } from '../../../companion/audit/entry.ts'
import { formatEntry, type HashedEvent } from '../../../companion/audit/format-entry.ts'

const at = '2026-11-29T08:00:00.000Z'
const createEvent = (text: string): HashedEvent => ({
  action: 'session.create',
  site: text,
  virtualProxy: text,
  user: { userDirectory: text, userId: text },
  sessionHash: '0123456789abcdef',
  via: 'browser',
})
const measure = (text: string, outcome = asked): number =>
  Buffer.byteLength(formatEntry(createEvent(text), at, outcome))

it('an entry with usual names has about 250 bytes', () => {
  expect(measure('TESTING_1')).toBeLessThan(300)
})

it.each([
  ['ideographs', '漢'],
  ['emojis', '😀'],
  ['control characters, which JSON escapes', '\u0001'],
  ['halves of surrogate pairs', '\ud800'],
])('an entry has at most 8 kB for a megabyte of %s', (_, character) => {
  expect(measure(character.repeat(1_000_000), 'IDENTITY_INVALID')).toBeLessThan(8_000)
})
