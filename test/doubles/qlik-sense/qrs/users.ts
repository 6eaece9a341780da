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

/** Returns an item of `/qrs/license/professionalaccesstype/full` (docs/facts/qlik-sense.md §4.5). */
export const toAccessType = ({ userDirectory, userId, name }: User): WireItem => ({
  id: stableGuid(`access of ${userDirectory}\\${userId}`),
  ...CREATION_FIELDS,
  quarantined: false,
  excess: false,
  user: { userDirectory, userId, name },
})
