import { failure } from '#protocol/errors'
import { type Identity, nameOf } from '#protocol/identity'
import type { SiteConfiguration } from './config/schema.ts'

/**
 * Throws USER_NOT_ALLOWED when the site names whom it impersonates and none of its patterns fits `DIR\id`.
 * Case does not matter, as it does not in Windows names.
 */
export function expectAllowed(
  identity: Pick<Identity, 'userDirectory' | 'userId'>,
  site: Pick<SiteConfiguration, 'id' | 'users'>,
): void {
  if (isAllowed(identity, site)) return
  throw failure('USER_NOT_ALLOWED', { user: nameOf(identity), site: site.id, patterns: site.users ?? [] })
}

/** Whether the site names no patterns, or one that fits. */
export const isAllowed = (
  identity: Pick<Identity, 'userDirectory' | 'userId'>,
  { users }: Pick<SiteConfiguration, 'users'>,
): boolean => users === undefined || users.some(pattern => fits(nameOf(identity), pattern))

/** A pattern: `*` stands for any characters, `?` for one; every other character, the backslash too, for itself. */
export const fits = (user: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[\\^$.*+?()[\]{}|/]/g, wildcardOrItself)}$`, 'isu').test(user)

const wildcardOrItself = (character: string): string =>
  character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`
