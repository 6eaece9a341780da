import type { Site } from '../site/site.ts'
import type { User } from '../site/users.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { CREATION_FIELDS, type WireItem } from './virtual-proxy-config.ts'

/** Returns an item of `/qrs/user/full` (docs/facts/qlik-sense.md §4.5). */
export const toFullUser = ({ userDirectory, userId, name }: User): WireItem => ({
  id: stableGuid(`user ${userDirectory}\\${userId}`),
  ...CREATION_FIELDS,
  userId,
  userDirectory,
  userDirectoryConnectorName: userDirectory,
  name,
  roles: [],
  attributes: [],
  inactive: false,
  blacklisted: false,
  removedExternally: false,
  deleteProhibited: false,
  customProperties: [],
  tags: [],
  privileges: null,
  schemaPath: 'User',
})

/** Returns an item of `/qrs/user`. */
export const toCondensedUser = ({ userDirectory, userId, name }: User): WireItem => ({
  id: stableGuid(`user ${userDirectory}\\${userId}`),
  userId,
  userDirectory,
  name,
  privileges: null,
})

/**
 * Returns the items of `/qrs/license/…/full`, such as `professionalaccesstype`
 * (docs/facts/qlik-sense.md §4.5). All passes of the double are professional ones.
 */
export function listAccessTypes(kind: string, { users }: Site): WireItem[] | undefined {
  const [, pass] = /^(professional|analyzer|user|login)accesstype$/i.exec(kind) ?? []
  if (pass === undefined) return undefined
  const holders =
    pass.toLowerCase() === 'professional' ? users.filter(({ hasAccessPass }) => hasAccessPass) : []
  return holders.map(user => ({
    id: stableGuid(`access of ${user.userDirectory}\\${user.userId}`),
    ...CREATION_FIELDS,
    user: toCondensedUser(user),
    quarantined: false,
    quarantineEnd: '1753-01-01T00:00:00.000Z',
    lastUsed: '1753-01-01T00:00:00.000Z',
    excess: false,
    privileges: null,
  }))
}
