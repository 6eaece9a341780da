/** The words that are most like the one that was typed first. */
export const byNearness = (typed: string, words: readonly string[]): string[] =>
  words.toSorted((one, other) => distance(typed, one) - distance(typed, other))

/** Whether somebody may have meant it: no more than one letter in three is wrong. */
export const isNear = (typed: string, word: string): boolean =>
  distance(typed, word) <= Math.floor(Math.max(typed.length, word.length) / 3)

/** How many letters have to be put in, taken out, changed, or swapped with the next (optimal string alignment). */
function distance(one: string, other: string): number {
  let beforeThat: number[] = []
  let before = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1]
    for (const [column, wanted] of [...other].entries()) {
      const [above = 0, besideAbove = 0] = [before[column + 1], before[column]]
      const isSwap = letter === other[column - 1] && wanted === one[row - 1]
      const swapped = isSwap ? (beforeThat[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY
      const changed = besideAbove + (letter === wanted ? 0 : 1)
      now.push(Math.min((now[column] ?? 0) + 1, above + 1, changed, swapped))
    }
    beforeThat = before
    before = now
  }
  return before.at(-1) ?? 0
}
