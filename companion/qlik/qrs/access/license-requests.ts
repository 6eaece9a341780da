import type { UserName } from '#protocol/identity'
import { type AccessType, isRuleType, type UserAccess } from '#protocol/user-access'

/** A request that changes the license of a user. Hubpass never sends it: a person reads it. */
export interface LicenseRequest {
  change: 'allocate' | 'deallocate'
  type: AccessType
  /** The page of the QMC that does the same. */
  qmcPage: string
  method: 'POST' | 'DELETE'
  /** Has placeholders in angle brackets. */
  url: string
  headers: Record<string, string>
  body?: string
}

const key = '<16 letters and digits>'

const headers = { 'X-Qlik-Xrfkey': key, 'X-Qlik-User': 'UserDirectory=internal;UserId=sa_api' }

/**
 * Returns the requests that would allocate access to a user who may have none, or deallocate what the
 * user has. Client certificates authenticate them (docs/facts/qlik-sense.md §4.1 and §4.5).
 */
export function listLicenseRequests(
  address: string,
  { userDirectory, userId }: UserName,
  { known, id, hasAccess, access, left }: UserAccess,
): LicenseRequest[] {
  const toUrl = (type: AccessType, allocation = ''): string =>
    `https://${address}/qrs/license/${type.toLowerCase()}accesstype${allocation}?xrfkey=${key}`
  const toPage = (type: AccessType) => `License management > ${allocationPages[type]}`
  if (known === false) return []
  if (hasAccess !== true)
    return listFreeTypes(left).map(type => ({
      change: 'allocate',
      type,
      qmcPage: toPage(type),
      method: 'POST',
      url: toUrl(type),
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: { id: id ?? '<id of the user>', userDirectory, userId } }),
    }))
  return access
    .filter(({ state }) => state === 'allocated')
    .map(({ type, id: allocation }) => ({
      change: 'deallocate',
      type,
      qmcPage: toPage(type),
      method: 'DELETE',
      // A server may send anything as an id.
      url: toUrl(
        type,
        `/${allocation === undefined ? '<id of the allocation>' : encodeURIComponent(allocation.toWellFormed())}`,
      ),
      headers,
    }))
}

const allocationPages: Record<AccessType, string> = {
  professional: 'Professional access allocations',
  analyzer: 'Analyzer access allocations',
  user: 'User access allocations',
  analyzerTime: 'Analyzer capacity rules',
  login: 'Login access rules',
}

/** Returns the types to allocate. Tokens are for the licenses of older sites. */
const listFreeTypes = (left: UserAccess['left']): AccessType[] =>
  left === undefined
    ? ['professional', 'analyzer']
    : left.flatMap(each => (isRuleType(each.type) || each.left <= 0 ? [] : [each.type]))
