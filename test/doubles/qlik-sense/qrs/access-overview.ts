import { json, type OutgoingResponse } from '../http/response.ts'
import type { Site } from '../site/site.ts'
import type { AccessType } from '../site/users.ts'
import { findHolders } from './license.ts'
import { LOGIN_COST, TOTALS, USED } from './license-totals.ts'

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
  return json(200, {
    totalTokens: TOTALS.tokens,
    availableTokens: TOTALS.tokens - tokens,
    tokensEnabled: tokens > 0,
    userAccess: {
      enabled: tokens > 0,
      ...{ usedTokens: 0, allocatedTokens: tokens, tokenCost: 1, quarantinedTokens: 0 },
      ...schema('UserAccessDetails'),
    },
    loginAccess: {
      enabled: countUsers('login') > 0,
      ...{ tokenCost: LOGIN_COST, allocatedTokens: TOTALS.logins * LOGIN_COST },
      ...{ usedTokens: USED.logins * LOGIN_COST, unavailableTokens: 0 },
      ...schema('LoginAccessDetails'),
    },
    professionalAccess: ofUsers('professional'),
    analyzerAccess: ofUsers('analyzer'),
    analyzerTimeAccess: {
      enabled: countUsers('analyzerTime') > 0,
      allocatedMinutes: TOTALS.analyzerTimeMinutes,
      ...{ usedMinutes: USED.analyzerTimeMinutes, unavailableMinutes: 0 },
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
