import { foldCase } from '#protocol/fold-case'

/**
 * Matches a user against a pattern: `*` stands for any characters and `?` for one. Every other
 * character is literal, also the backslash. Ignores case as {@link foldCase} does.
 *
 * Reads both from left to right. After a mismatch it returns only to the last `*`, so that no
 * pattern takes longer than its length times that of the user.
 */
export function matchesPattern(user: string, pattern: string): boolean {
  const characters = [...foldCase(user)]
  const parts = [...foldCase(pattern)]
  let [position, part] = [0, 0]
  /** The part after the last `*`, and where it was tried last. */
  let retry: { part: number; position: number } | undefined
  while (position < characters.length) {
    if (parts[part] === '*') {
      part += 1
      retry = { part, position }
    } else if (parts[part] === '?' || parts[part] === characters[position]) {
      part += 1
      position += 1
    } else if (retry === undefined) return false
    else {
      retry.position += 1
      ;({ part, position } = retry)
    }
  }
  return parts.slice(part).every(rest => rest === '*')
}
