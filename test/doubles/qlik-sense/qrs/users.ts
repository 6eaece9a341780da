import { isInactive, type User } from '../site/users.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { CREATION_FIELDS, type WireItem } from './virtual-proxy-config.ts'

/** Returns an item of `/qrs/user/full` (docs/facts/qlik-sense.md §4.5). */
export const toFullUser = (user: User): WireItem => ({
  ...toCondensedUser(user),
  ...CREATION_FIELDS,
  userDirectoryConnectorName: user.userDirectory,
  roles: user.roles,
  attributes: [],
  inactive: isInactive(user),
  blacklisted: user.blacklisted,
  removedExternally: user.removedExternally,
  deleteProhibited: false,
  customProperties: [],
  tags: [],
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
