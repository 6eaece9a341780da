import { expect, it } from 'vitest'
import { asked } from '../../../companion/audit/entry.ts'
import { type AuditEvent, formatEntry } from '../../../companion/audit/format-entry.ts'

const at = '2026-11-29T08:00:00.000Z'
const createEvent = (text: string): AuditEvent => ({
  action: 'session.create',
  site: text,
  virtualProxy: text,
  user: { userDirectory: text, userId: text },
  sessionId: crypto.randomUUID(),
  via: 'browser',
})
const measure = async (text: string, outcome = asked): Promise<number> =>
  Buffer.byteLength(await formatEntry(createEvent(text), at, outcome))

it('an entry with usual names has about 250 bytes', async () => {
  expect(await measure('TESTING_1')).toBeLessThan(300)
})

it.each([
  ['ideographs', '漢'],
  ['emojis', '😀'],
  ['control characters, which JSON escapes', '\u0001'],
  ['halves of surrogate pairs', '\ud800'],
])('an entry has at most 8 kB for a megabyte of %s', async (_, character) => {
  expect(await measure(character.repeat(1_000_000), 'IDENTITY_INVALID')).toBeLessThan(8_000)
})
