import { describe, expect, it, vi } from 'vitest'
import { parseSince } from '../../../../companion/cli/options/values.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

describe('parseSince', () => {
  it.each([
    ['30m', '2026-11-22T11:30:00Z'],
    ['12h', '2026-11-22T00:00:00Z'],
    ['7d', '2026-11-15T12:00:00Z'],
    ['2w', '2026-11-08T12:00:00Z'],
    ['2026-11-01T09:30:00Z', '2026-11-01T09:30:00Z'],
    ['2026-11-01T09:30:00+02:00', '2026-11-01T07:30:00Z'],
  ])('accepts %s', (received, moment) => {
    expect(new Date(parseSince(received, now))).toEqual(new Date(moment))
  })

  it.each(['Pacific/Auckland', 'America/Los_Angeles'])('starts a date at local midnight in %s', zone => {
    vi.stubEnv('TZ', zone)
    expect(new Date(parseSince('2026-11-01', now))).toEqual(new Date(2026, 10, 1))
    expect(new Date(parseSince('2026-11-01T09:30', now))).toEqual(new Date(2026, 10, 1, 9, 30))
    vi.unstubAllEnvs()
  })

  it.each(['', 'T09:30', 'yesterday', '7', '7y', '-7d', '2026-13-01', '22.11.2026'])(
    'rejects "%s"',
    received => {
      expect(() => parseSince(received, now)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
    },
  )
})
