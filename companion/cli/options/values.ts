import { failure } from '#protocol/errors'
import type { Attribute } from '#protocol/identity'

/** Help texts of values that several commands take. */
export const siteIdHelp = 'site id (see "hubpass site list")'
export const prefixHelp = 'prefix of the virtual proxy (default: the default virtual proxy)'

/** The argument of commands for one user. */
export const userArgument: [name: string, description: string] = ['user', 'user, as "DIRECTORY\\id"']

/** Adds an attribute `name=value`. The value starts after the first `=` and may be empty. */
export function addAttribute(received: string, attributes: Attribute[] = []): Attribute[] {
  const separatorIndex = received.indexOf('=')
  if (separatorIndex >= 0)
    return [
      ...attributes,
      { name: received.slice(0, separatorIndex), value: received.slice(separatorIndex + 1) },
    ]
  throw failure('BAD_REQUEST', { field: '--attribute', received, expected: 'name=value' })
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * Returns the time of `2026-11-01`, `2026-11-01T09:30:00Z` or `7d` in milliseconds. A date starts
 * at local midnight, because the table shows local times. Throws BAD_REQUEST.
 */
export function parseSince(received: string, now = Date.now()): number {
  const { count, unit = '' } = /^(?<count>\d{1,6})(?<unit>[mhdw])$/.exec(received)?.groups ?? {}
  const ago = unitMs[unit]
  if (ago !== undefined) return now - Number(count) * ago
  const { day = '', time = 'T00:00' } =
    /^(?<day>\d{4}-\d\d-\d\d)(?<time>T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.exec(received)?.groups ?? {}
  const moment = Date.parse(`${day}${time}`) // Date.parse reads a date without a time as UTC
  if (!Number.isNaN(moment)) return moment
  throw failure('BAD_REQUEST', {
    field: '--since',
    received,
    expected: 'a date like 2026-11-01 or 2026-11-01T09:30:00Z, or an age like 30m, 12h, 7d, 2w',
  })
}

export const reporterHelp =
  'terminal, json, junit, sarif, github, ctrf, markdown or html, each with =FILE to write it to a file; separated by commas (default: terminal)'
