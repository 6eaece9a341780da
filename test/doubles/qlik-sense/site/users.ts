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

export const createUser = (settings: UserOptions): User => ({
  name: settings.userId,
  hasAccessPass: true,
  ...settings,
})

export interface UserName {
  readonly userDirectory: string
  readonly userId: string
}

/** Returns a case-insensitive key, as on Windows. An assumption of the double. */
export const toUserKey = ({ userDirectory, userId }: UserName): string =>
  JSON.stringify([userDirectory.toLowerCase(), userId.toLowerCase()])

export const isSameUser = (one: UserName, other: UserName): boolean => toUserKey(one) === toUserKey(other)
