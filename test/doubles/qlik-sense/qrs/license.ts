import { json, type OutgoingResponse } from '../http/response.ts'
import type { Site } from '../site/site.ts'
import type { AccessType, User } from '../site/users.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
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

/** The access that a rule gives to groups, and not to users one by one. */
const GROUP_ACCESS: readonly AccessType[] = ['analyzerTime', 'login']

/** The license of the double: how much it has of each kind. */
const TOTALS = { professional: 25, analyzer: 25, tokens: 100, analyzerTimeMinutes: 1000 } as const

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

/** Returns the items of `/qrs/license/…accesstype[/full]`, or undefined for another list. */
export function listAccessTypes(kind: string, { users }: Site): WireItem[] | undefined {
  const accessType = ACCESS_TYPES[kind.toLowerCase()]
  if (accessType === undefined) return undefined
  const holders = findHolders(users, accessType)
  if (!GROUP_ACCESS.includes(accessType)) return holders.map(toAccessOfUser)
  return holders.length === 0 ? [] : [toAccessOfGroup(accessType)]
}

const findHolders = (users: readonly User[], accessType: AccessType): readonly User[] =>
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

const toAccessOfGroup = (accessType: AccessType): WireItem => ({
  id: stableGuid(`access of group ${accessType}`),
  ...CREATION_FIELDS,
  name: `${accessType} of the double`,
  privileges: null,
})

/** Handles GET `/qrs/license/accesstypeoverview` (docs/facts/qlik-sense.md §4.5). */
export function getAccessTypeOverview({ users }: Site): OutgoingResponse {
  const schema = (name: string) => ({ schemaPath: `AccessTypeOverview.${name}` })
  const countUsers = (accessType: AccessType) => findHolders(users, accessType).length
  const ofUsers = (accessType: 'professional' | 'analyzer') => {
    const holders = findHolders(users, accessType)
    const quarantined = holders.filter(user => user.quarantined).length
    const [total, allocated] = [TOTALS[accessType], holders.length - quarantined]
    const available = total - holders.length
    return {
      enabled: true,
      total,
      allocated,
      used: 0,
      quarantined,
      excess: 0,
      available,
      ...schema('Details'),
    }
  }
  const tokens = countUsers('user')
  const common = { usedTokens: 0, allocatedTokens: tokens, tokenCost: 1 }
  return json(200, {
    totalTokens: TOTALS.tokens,
    availableTokens: TOTALS.tokens - tokens,
    tokensEnabled: tokens > 0,
    userAccess: { enabled: tokens > 0, ...common, quarantinedTokens: 0, ...schema('UserAccessDetails') },
    loginAccess: {
      enabled: countUsers('login') > 0,
      ...common,
      ...{ tokenCost: 0.1, allocatedTokens: 0, unavailableTokens: 0 },
      ...schema('LoginAccessDetails'),
    },
    professionalAccess: ofUsers('professional'),
    analyzerAccess: ofUsers('analyzer'),
    analyzerTimeAccess: {
      enabled: countUsers('analyzerTime') > 0,
      ...{ allocatedMinutes: TOTALS.analyzerTimeMinutes, usedMinutes: 0, unavailableMinutes: 0 },
      ...schema('AnalyzerTimeAccessDetails'),
    },
    ...{ schemaPath: 'AccessTypeOverview' },
  })
}

/** Handles GET `/qrs/license/accesstypeinfo`: tokens only, as older clients read it. */
export function getAccessTypeInfo({ users }: Site): OutgoingResponse {
  const count = (accessType: AccessType) => ({
    tokenCost: 1,
    allocatedTokens: findHolders(users, accessType).length,
    usedTokens: 0,
    quarantinedTokens: findHolders(users, accessType).filter(user => user.quarantined).length,
  })
  const tokens = findHolders(users, 'user').length
  return json(200, {
    totalTokens: TOTALS.tokens,
    availableTokens: TOTALS.tokens - tokens,
    professionalAccessType: count('professional'),
    analyzerAccessType: count('analyzer'),
    userAccessType: count('user'),
    loginAccessType: count('login'),
    schemaPath: 'AccessTypesInfo',
  })
}
