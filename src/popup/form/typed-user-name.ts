import { parseUserName, type UserName } from '#protocol/identity'

/**
 * The two name fields after one of them was given a text: `DIR\id` goes into both, wherever it was put.
 * `DIR\` alone, as it stands while somebody types, sets the directory and leaves the id.
 */
export function splitTypedName(name: UserName, field: keyof UserName, text: string): UserName {
  const split = parseUserName(text.trim())
  if (split === undefined) return { ...name, [field]: text }
  const keptId = field === 'userDirectory' && split.userId === '' ? name.userId : split.userId
  return { userDirectory: split.userDirectory, userId: keptId }
}

export const isCompleteName = (text: string): boolean => parseUserName(text.trim()) !== undefined
