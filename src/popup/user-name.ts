import { splitName, type UserName } from '#protocol/identity'

/**
 * The two name fields after one of them was given a text: `DIR\id` goes into both, wherever it was put.
 * `DIR\` alone, as it stands while somebody types, sets the directory and leaves the id.
 */
export function enterName(name: UserName, field: keyof UserName, text: string): UserName {
  const split = splitName(text.trim())
  if (split === undefined) return { ...name, [field]: text }
  const keptId = field === 'userDirectory' && split.userId === '' ? name.userId : split.userId
  return { userDirectory: split.userDirectory, userId: keptId }
}

export const isWholeName = (text: string): boolean => splitName(text.trim()) !== undefined
