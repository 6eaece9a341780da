import type { User } from '../site/users.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { MADE, type Wire } from './virtual-proxy-config.ts'

/** An item of `/qrs/user/full` (qlik-sense-facts.md §4.5). */
export const fullUser = ({ userDirectory, userId, name }: User): Wire => ({
  id: stableGuid(`user ${userDirectory}\\${userId}`),
  ...MADE,
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
