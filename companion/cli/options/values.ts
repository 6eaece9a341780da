import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { type Attribute, parseUserName, type UserName } from '#protocol/identity'
import { findBrokenRule, patternRules } from '#protocol/name-rules'
import { toPastableArgument } from '#protocol/quote-shell'
import { quote } from '#protocol/text'

/** Help texts of values that several commands take. */
export const siteIdHelp = 'site id (see "hubpass site list")'
export const prefixHelp = 'prefix of the virtual proxy (default: the default virtual proxy)'

/** The argument of commands for one user. */
export const userArgument: [name: string, description: string] = ['user', 'user, as "DIRECTORY\\id"']

/** Splits `DIRECTORY\id` into its two parts. Throws BAD_REQUEST. */
export function requireUserName(received: string, field = '--user'): UserName {
  const user = parseUserName(received)
  if (user !== undefined) return user
  throw failure('BAD_REQUEST', {
    field,
    received,
    expected: 'directory and id as "DIRECTORY\\id"',
    problem: `${quote(received)} is not a directory and an id`,
  })
}

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

/** Returns a pattern of users without the blanks around it. Throws BAD_REQUEST for one that matches nobody. */
export function parsePattern(field: string, received: string): string {
  if (findBrokenRule(patternRules, received) === undefined) return received.trim()
  throw failure('BAD_REQUEST', { field, received, expected: message('reason.expectedReadablePattern') })
}

/**
 * Returns the origin of a hub address that a person typed or pasted; `/hub/` is removed. Throws
 * BAD_REQUEST.
 */
export function parseHubOrigin(received: string): string {
  const url = URL.canParse(received.trim()) ? new URL(received.trim()) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw hubOptionError(received, 'an address like https://qlik.acme.com')
  if (url.username !== '' || url.password !== '')
    throw hubOptionError('(with a user name, not shown)', 'the address without user name and password')
  if (url.search !== '' || url.hash !== '')
    throw hubOptionError(received, `the hub's address alone: ${url.origin}`)
  const virtualProxy = /^\/([^/]+)\/hub(\/|$)/i.exec(url.pathname)?.[1]
  if (virtualProxy !== undefined)
    throw hubOptionError(
      received,
      `${url.origin}, and the virtual proxy with "hubpass login --prefix ${toPastableArgument(virtualProxy)}"`,
    )
  if (!/^\/(hub\/?)?$/i.test(url.pathname))
    throw hubOptionError(received, `the hub's address without a path: ${url.origin}`)
  return url.origin
}

const hubOptionError = (received: string, expected: string) =>
  failure('BAD_REQUEST', { field: '--hub', received, expected })

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
