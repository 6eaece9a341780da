/** The words that are most like the one that was typed first. */
export const byNearness = (typed: string, words: readonly string[]): string[] =>
  words.toSorted((one, other) => distance(typed, one) - distance(typed, other))

/** Whether somebody may have meant it: no more than each third letter is another. */
export const isNear = (typed: string, word: string): boolean =>
  distance(typed, word) <= Math.ceil(Math.max(typed.length, word.length) / 3)

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1]
    for (const [column, wanted] of [...other].entries()) {
      const [above = 0, besideAbove = 0] = [before[column + 1], before[column]]
      now.push(Math.min((now[column] ?? 0) + 1, above + 1, besideAbove + (letter === wanted ? 0 : 1)))
    }
    before = now
  }
  return before.at(-1) ?? 0
}
