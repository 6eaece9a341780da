import { findAccessFinding } from '#protocol/findings/access-finding'
import { parseUserName } from '#protocol/identity'
import { formatLeft, productNames, type UserAccess } from '#protocol/user-access'
import type { XrayResult } from '../result.ts'

/** Returns a line about the user's access, or none for a result without it. */
export function describeAccess({ user, access }: XrayResult): string[] {
  const name = parseUserName(user)
  if (access === undefined || name === undefined) return []
  const problem = findAccessFinding(name, access)
  if (problem !== undefined) return [`Access: ${problem.message} ${problem.remedy}`]
  return [`Access: ${[...describeDecided(access), ...describeLeft(access)].join(' · ')}`]
}

function describeDecided({ hasAccess, access, roles = [], undecided }: UserAccess): string[] {
  const given = access.filter(({ state }) => state === 'allocated' || state === 'used')
  return [
    hasAccess
      ? given.map(({ type }) => productNames[type]).join(', ')
      : `undecided (${undecided.hasAccess ?? ''})`,
    ...(roles.length === 0 ? [] : [`roles ${roles.join(', ')}`]),
    ...(hasAccess && undecided.inactive !== undefined ? [`inactive undecided (${undecided.inactive})`] : []),
  ]
}

function describeLeft(access: UserAccess): string[] {
  const left = formatLeft(access)
  return left === '' ? [] : [`left: ${left}`]
}
