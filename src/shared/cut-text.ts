/** The length up to which a text of a run is kept, whoever wrote it. */
export const maxTextLength = 2_000

/** Returns the text, or its beginning with an ellipsis if it is longer than the limit. */
export function cutText(text: string, limit = maxTextLength): string {
  if (text.length <= limit) return text
  const beginning = text.slice(0, limit - 1)
  // Half of a surrogate pair is no character.
  return `${beginning.isWellFormed() ? beginning : beginning.slice(0, -1)}…`
}
