/** The kinds of access to apps (docs/facts/qlik-sense.md §4.5). */
export type AccessType = 'professional' | 'analyzer' | 'analyzerTime' | 'user' | 'login'

/** A user in the repository. The session API does not check it: any user gets a session. */
export interface User {
  readonly userDirectory: string
  readonly userId: string
  readonly name: string
  /**
   * Without one the session is created, but access is refused later (docs/facts/qlik-sense.md
   * §4.5).
   */
  readonly hasAccessPass: boolean
  /** The kind of the access pass, if there is one. */
  readonly accessType: AccessType
  readonly roles: readonly string[]
  readonly inactive: boolean
  readonly blacklisted: boolean
  readonly removedExternally: boolean
  /** Whether the access pass was taken away, and is not free yet. */
  readonly quarantined: boolean
}

export type UserOptions = Pick<User, 'userDirectory' | 'userId'> & Partial<User>

export const DEFAULT_USERS: readonly UserOptions[] = [
  { userDirectory: 'DOMAIN', userId: 'User1', name: 'User One' },
  { userDirectory: 'DOMAIN', userId: 'User2', name: 'User Two' },
  { userDirectory: 'DOMAIN', userId: 'NoAccess', name: 'User without an access pass', hasAccessPass: false },
  { userDirectory: 'TESTING_1', userId: 'tester', name: 'Tester' },
  { userDirectory: 'INTERNAL', userId: 'sa_api' },
  { userDirectory: 'INTERNAL', userId: 'sa_repository' },
]

/** One more user of each kind, beside the default ones. */
export const USERS_OF_EACH_KIND: readonly UserOptions[] = [
  { userDirectory: 'KINDS', userId: 'admin', name: 'Root Admin', roles: ['RootAdmin', 'AuditAdmin'] },
  { userDirectory: 'KINDS', userId: 'analyzer', name: 'Ana Lyzer', accessType: 'analyzer' },
  { userDirectory: 'KINDS', userId: 'minutes', name: 'Minna Tenn', accessType: 'analyzerTime' },
  { userDirectory: 'KINDS', userId: 'token', name: 'Tom Ken', accessType: 'user' },
  { userDirectory: 'KINDS', userId: 'login', name: 'Logan In', accessType: 'login' },
  { userDirectory: 'KINDS', userId: 'quarantined', name: 'Quinn Arantine', quarantined: true },
  { userDirectory: 'KINDS', userId: 'nobody', name: 'Noah Ccess', hasAccessPass: false },
  { userDirectory: 'KINDS', userId: 'inactive', name: 'Ina Ctive', inactive: true },
  { userDirectory: 'KINDS', userId: 'blocked', name: 'Bloch Ed', blacklisted: true },
  { userDirectory: 'KINDS', userId: 'removed', name: 'Remo Ved', removedExternally: true },
]

export const createUser = (settings: UserOptions): User => ({
  name: settings.userId,
  hasAccessPass: true,
  accessType: 'professional',
  roles: [],
  inactive: false,
  blacklisted: false,
  removedExternally: false,
  quarantined: false,
  ...settings,
})

/** Returns whether a user is inactive, also as blocked or removed (docs/facts/qlik-sense.md §4.5). */
export const isInactive = (user: User | undefined): boolean =>
  user !== undefined && (user.inactive || user.blacklisted || user.removedExternally)

/** Returns whether a user of the repository has no pass, or one in quarantine. */
export const lacksAccess = (user: User | undefined): boolean =>
  user !== undefined && (!user.hasAccessPass || user.quarantined)

export interface UserName {
  readonly userDirectory: string
  readonly userId: string
}

/** Returns a case-insensitive key, as on Windows. An assumption of the double. */
export const toUserKey = ({ userDirectory, userId }: UserName): string =>
  JSON.stringify([userDirectory.toLowerCase(), userId.toLowerCase()])

export const isSameUser = (one: UserName, other: UserName): boolean => toUserKey(one) === toUserKey(other)

export const findUser = ({ users }: { readonly users: readonly User[] }, name: UserName): User | undefined =>
  users.find(each => isSameUser(each, name))
