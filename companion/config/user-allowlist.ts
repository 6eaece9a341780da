import { failure } from '#protocol/errors'
import { formatUserName, type Identity } from '#protocol/identity'
import type { SiteConfiguration } from './schema.ts'

/**
 * Throws USER_NOT_ALLOWED if the site has patterns of users and none matches `DIR\id`. Ignores
 * case, like Windows does.
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

/** Returns whether the site has no patterns, or one that matches. */
export const isUserAllowed = (
  identity: Pick<Identity, 'userDirectory' | 'userId'>,
  { users }: Pick<SiteConfiguration, 'users'>,
): boolean => users === undefined || users.some(pattern => matchesPattern(formatUserName(identity), pattern))

/**
 * Matches `*` with any characters and `?` with one. Every other character is literal, also the
 * backslash.
 */
export const matchesPattern = (user: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[\\^$.*+?()[\]{}|/]/g, toRegexPart)}$`, 'isu').test(user)

const toRegexPart = (character: string): string =>
  character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`
