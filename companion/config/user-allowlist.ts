import { failure } from '#protocol/errors'
import { formatUserName, type Identity } from '#protocol/identity'
import type { SiteConfiguration } from './schema.ts'

/**
 * Throws USER_NOT_ALLOWED when the site names whom it impersonates and none of its patterns fits `DIR\id`.
 * Case does not matter, as it does not in Windows names.
 */
export function assertUserAllowed(
  identity: Pick<Identity, 'userDirectory' | 'userId'>,
  site: Pick<SiteConfiguration, 'id' | 'users'>,
): void {
  if (isUserAllowed(identity, site)) return
  throw failure('USER_NOT_ALLOWED', {
    user: formatUserName(identity),
    site: site.id,
    patterns: site.users ?? [],
  })
}

/** Whether the site names no patterns, or one that fits. */
export const isUserAllowed = (
  identity: Pick<Identity, 'userDirectory' | 'userId'>,
  { users }: Pick<SiteConfiguration, 'users'>,
): boolean => users === undefined || users.some(pattern => matchesPattern(formatUserName(identity), pattern))

/** A pattern: `*` stands for any characters, `?` for one; every other character, the backslash too, for itself. */
export const matchesPattern = (user: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[\\^$.*+?()[\]{}|/]/g, toRegexPart)}$`, 'isu').test(user)

const toRegexPart = (character: string): string =>
  character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`
