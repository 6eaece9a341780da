import { json, type OutgoingResponse } from '../http/response.ts'
import type { Site } from '../site/site.ts'
import type { AccessType, User } from '../site/users.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { TOTALS, USED } from './license-totals.ts'
import { toCondensedUser } from './users.ts'
import { CREATION_FIELDS, type WireItem } from './virtual-proxy-config.ts'

/** The lists below `/qrs/license/`, by the kind of access that they contain (docs/facts/qlik-sense.md §4.5). */
const ACCESS_TYPES: Readonly<Record<string, AccessType>> = {
  professionalaccesstype: 'professional',
  analyzeraccesstype: 'analyzer',
  analyzertimeaccesstype: 'analyzerTime',
  useraccesstype: 'user',
  loginaccesstype: 'login',
}

/** The lists of who has used the access of a rule. */
const USAGES: Readonly<Record<string, GroupAccess>> = {
  analyzertimeaccessusage: 'analyzerTime',
  loginaccessusage: 'login',
}

type GroupAccess = 'analyzerTime' | 'login'

const isGroupAccess = (accessType: AccessType): accessType is GroupAccess =>
  accessType === 'analyzerTime' || accessType === 'login'

/** Handles GET `/qrs/license`. It names no license. */
export const getLicense = (): OutgoingResponse =>
  json(200, {
    id: stableGuid('license'),
    ...CREATION_FIELDS,
    ...{ lef: '', serial: '', check: '', key: '', keyDetails: '' },
    name: 'Qlik Sense double',
    organization: 'Qlik Sense double',
    product: 2,
    numberOfCores: 0,
    ...{ isExpired: false, expiredReason: '', isBlacklisted: false, isInvalid: false },
    ...{ isSubscription: true, isCloudServices: false, isElastic: false },
    privileges: null,
    schemaPath: 'License',
  })

/** Returns the items of `/qrs/license/…access{type,usage}[/full]`, or undefined for another list. */
export function listAccessTypes(kind: string, { users }: Site): WireItem[] | undefined {
  const used = USAGES[kind.toLowerCase()]
  if (used !== undefined) return findHolders(users, used).map(user => toUsage(used, user))
  const accessType = ACCESS_TYPES[kind.toLowerCase()]
  if (accessType === undefined) return undefined
  const holders = findHolders(users, accessType)
  if (!isGroupAccess(accessType)) return holders.map(toAccessOfUser)
  return holders.length === 0 ? [] : [toAccessOfGroup(accessType)]
}

/** Returns the users with a kind of access. */
export const findHolders = (users: readonly User[], accessType: AccessType): readonly User[] =>
  users.filter(user => user.hasAccessPass && user.accessType === accessType)

const toAccessOfUser = (user: User): WireItem => ({
  id: stableGuid(`access of ${user.userDirectory}\\${user.userId}`),
  ...CREATION_FIELDS,
  user: toCondensedUser(user),
  quarantined: user.quarantined,
  quarantineEnd: user.quarantined ? '2100-01-01T00:00:00.000Z' : NEVER,
  lastUsed: NEVER,
  excess: false,
  privileges: null,
})

/** The date of what did not happen yet. */
const NEVER = '1753-01-01T00:00:00.000Z'

const toAccessOfGroup = (accessType: GroupAccess): WireItem => ({
  id: stableGuid(`access of group ${accessType}`),
  ...CREATION_FIELDS,
  name: `${accessType} of the double`,
  ...(accessType === 'login'
    ? countUnits('AccessTypes', TOTALS.logins, USED.logins)
    : countUnits('Minutes', TOTALS.analyzerTimeMinutes, USED.analyzerTimeMinutes)),
  privileges: null,
})

const countUnits = (unit: string, assigned: number, used: number): WireItem => ({
  [`assigned${unit}`]: assigned,
  [`used${unit}`]: used,
  [`remaining${unit}`]: assigned - used,
})

/** The time of a use. */
const USE = { useStartTime: '2024-01-15T08:00:00.000Z', useStopTime: '2024-01-15T08:06:00.000Z' } as const

const toUsage = (accessType: GroupAccess, user: User): WireItem => ({
  id: stableGuid(`usage of ${user.userDirectory}\\${user.userId}`),
  ...CREATION_FIELDS,
  ...USE,
  user: toCondensedUser(user),
  [`${accessType}AccessType`]: toAccessOfGroup(accessType),
  privileges: null,
})
