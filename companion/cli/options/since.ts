import { failure } from '#protocol/errors'

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * The moment that `2026-11-01`, `2026-11-01T09:30:00Z` or `7d` means, in milliseconds. A day begins when it does on this machine,
 * as the table shows its times. Throws BAD_REQUEST.
 */
export function parseSince(received: string, now = Date.now()): number {
  const { count, unit = '' } = /^(?<count>\d{1,6})(?<unit>[mhdw])$/.exec(received)?.groups ?? {}
  const ago = unitMs[unit]
  if (ago !== undefined) return now - Number(count) * ago
  const { day = '', time = 'T00:00' } =
    /^(?<day>\d{4}-\d\d-\d\d)(?<time>T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.exec(received)?.groups ?? {}
  const moment = Date.parse(`${day}${time}`) // a date alone would be taken for one in UTC
  if (!Number.isNaN(moment)) return moment
  throw failure('BAD_REQUEST', {
    field: '--since',
    received,
    expected: 'a date like 2026-11-01 or 2026-11-01T09:30:00Z, or how long ago: 30m, 12h, 7d, 2w',
  })
}
