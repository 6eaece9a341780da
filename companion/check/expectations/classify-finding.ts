import { findingGroups } from '#protocol/findings/index'
import type { UndecidedKind } from './judgement.ts'

/** The findings with which a site, or its guard, says no to the user of the case. */
const refusals = [
  'USER_NOT_ALLOWED',
  'IDENTITY_INVALID',
  'ATTRIBUTES_TOO_LARGE',
  'VIRTUAL_PROXY_UNKNOWN',
  'NOT_SIGNED_IN',
  'NOBODY_SIGNED_IN',
  'WRONG_IDENTITY',
  'SIGNED_IN_CHANGED',
  'HUB_ERROR_PAGE',
  'COOKIE_REJECTED',
  'COOKIE_SHADOWED',
  'VIRTUAL_PROXY_SETTING',
  'NO_ACCESS_PASS',
]

const kindByGroup: Partial<Record<keyof typeof findingGroups, UndecidedKind>> = {
  setup: 'configuration',
  request: 'configuration',
  credential: 'configuration',
  network: 'network',
  qlik: 'qlik',
}

/**
 * Returns why a finding leaves a case undecided, or undefined if it decides the case: the site answered,
 * and its answer concerns this user.
 */
export function classifyFinding(code: string): UndecidedKind | undefined {
  if (refusals.includes(code)) return undefined
  if (code === 'HUB_UNREACHABLE') return 'network'
  const groups = Object.keys(findingGroups) as (keyof typeof findingGroups)[]
  const group = groups.find(name => Object.hasOwn(findingGroups[name], code))
  return (group && kindByGroup[group]) ?? 'qlik'
}
