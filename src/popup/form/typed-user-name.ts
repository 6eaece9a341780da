import { parseUserName, type UserName } from '#protocol/identity'

/**
 * Returns both name fields after an input. `DIR\id` fills both fields, whichever it was typed into.
 * An incomplete `DIR\` sets the directory and keeps the id.
 */
export function splitTypedName(name: UserName, field: keyof UserName, text: string): UserName {
  const split = parseUserName(text.trim())
  if (split === undefined) return { ...name, [field]: text }
  const isIncomplete = field === 'userDirectory' && split.userId === ''
  return { userDirectory: split.userDirectory, userId: isIncomplete ? name.userId : split.userId }
}

export const isCompleteName = (text: string): boolean => parseUserName(text.trim()) !== undefined
