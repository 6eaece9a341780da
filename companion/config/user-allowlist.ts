import { failure } from '#protocol/errors'
import { formatUserName, type UserName } from '#protocol/identity'
import { matchesPattern } from './match-pattern.ts'
import type { SiteConfiguration } from './schema.ts'

/**
 * Throws USER_NOT_ALLOWED if the site has patterns of users and none matches `DIR\id`. Ignores
 * case.
 */
export function assertUserAllowed(identity: UserName, site: Pick<SiteConfiguration, 'id' | 'users'>): void {
  if (isUserAllowed(identity, site)) return
  throw failure('USER_NOT_ALLOWED', {
    user: formatUserName(identity),
    site: site.id,
    patterns: site.users ?? [],
  })
}

/** Returns whether the site has no patterns, or one that every user matches. */
export const allowsAnybody = ({ users }: Pick<SiteConfiguration, 'users'>): boolean =>
  users === undefined || users.some(pattern => /^\*+(\\\*+)?$/.test(pattern))

/** Returns whether the site has no patterns, or one that matches. */
export const isUserAllowed = (identity: UserName, { users }: Pick<SiteConfiguration, 'users'>): boolean =>
  users === undefined || users.some(pattern => matchesPattern(formatUserName(identity), pattern))
