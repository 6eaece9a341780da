import { expect, it } from 'vitest'
import { expectSince } from '../../../companion/cli/since.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

it.each([
  ['30m', '2026-11-22T11:30:00Z'],
  ['12h', '2026-11-22T00:00:00Z'],
  ['7d', '2026-11-15T12:00:00Z'],
  ['2w', '2026-11-08T12:00:00Z'],
  ['2026-11-01', '2026-11-01T00:00:00Z'],
  ['2026-11-01T09:30:00Z', '2026-11-01T09:30:00Z'],
  ['2026-11-01T09:30:00+02:00', '2026-11-01T07:30:00Z'],
])('takes %s', (received, moment) => {
  expect(new Date(expectSince(received, now))).toEqual(new Date(moment))
})

it.each(['', 'yesterday', '7', '7y', '-7d', '2026-13-01', '22.11.2026'])('refuses "%s"', received => {
  expect(() => expectSince(received, now)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
})
