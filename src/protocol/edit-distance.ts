/** Sorts the words by their similarity to the typed one. */
export const sortByEditDistance = (typed: string, words: readonly string[]): string[] =>
  words.toSorted((one, other) => computeEditDistance(typed, one) - computeEditDistance(typed, other))

/** Returns whether the typed word may be a misspelling: at most one letter in three differs. */
export const isSimilar = (typed: string, word: string): boolean =>
  computeEditDistance(typed, word) <= Math.floor(Math.max(typed.length, word.length) / 3)

/**
 * Counts the insertions, deletions, substitutions and swaps between two words (optimal string
 * alignment).
 */
function computeEditDistance(one: string, other: string): number {
  let secondPrevious: number[] = []
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1]
    for (const [column, otherLetter] of [...other].entries()) {
      const [above = 0, diagonal = 0] = [previous[column + 1], previous[column]]
      const isSwap = letter === other[column - 1] && otherLetter === one[row - 1]
      const swapped = isSwap ? (secondPrevious[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY
      const changed = diagonal + (letter === otherLetter ? 0 : 1)
      current.push(Math.min((current[column] ?? 0) + 1, above + 1, changed, swapped))
    }
    secondPrevious = previous
    previous = current
  }
  return previous.at(-1) ?? 0
}
