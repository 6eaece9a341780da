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
  const user = nameOf(identity)
  if (site.users === undefined || site.users.some(pattern => fits(user, pattern))) return
  throw failure('USER_NOT_ALLOWED', { user, site: site.id, patterns: site.users })
}

/** `*` stands for any characters, `?` for one; every other character, the backslash too, for itself. */
const fits = (user: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[\\^$.*+?()[\]{}|/]/g, wildcardOrItself)}$`, 'isu').test(user)

const wildcardOrItself = (character: string): string =>
  character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`
