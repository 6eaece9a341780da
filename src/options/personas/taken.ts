import type { Persona } from '#shared/persona'
import type { Comparison } from './compare.ts'

/** What shall become of an entry. `beside` and `instead` are for one whose label is taken. */
export type Choice = 'take' | 'leave' | 'beside' | 'instead'

/** What was chosen, by the places of the entries. */
export type Choices = ReadonlyMap<number, Choice>

/** What is chosen for it until the tester says otherwise: what would take the place of another user is left. */
export const chosenOf = (comparison: Comparison, choices: Choices): Choice =>
  choices.get(comparison.place) ?? (isHarmless(comparison) ? 'take' : 'leave')

const isHarmless = (comparison: Comparison): boolean =>
  comparison.kind === 'new' || (comparison.kind === 'changed' && !comparison.isOtherUser)

/** With another choice. One persona is replaced by one entry: another one that was to do so goes back to being left. */
export function withChoice(
  choices: Choices,
  comparisons: readonly Comparison[],
  { place }: Comparison,
  choice: Choice,
): Choices {
  const changed = new Map(choices).set(place, choice)
  if (choice !== 'instead') return changed
  const other = otherOf(comparisons[place])
  const rivals = comparisons.filter(one => one.place !== place && otherOf(one) === other)
  for (const rival of rivals) if (choices.get(rival.place) === 'instead') changed.delete(rival.place)
  return changed
}

const otherOf = (comparison: Comparison | undefined): Persona | undefined =>
  comparison?.kind === 'conflict' ? comparison.other : undefined

/** The personas that are taken. */
export const taken = (comparisons: readonly Comparison[], choices: Choices): Persona[] =>
  comparisons.flatMap(comparison => {
    const choice = chosenOf(comparison, choices)
    if (choice === 'leave') return []
    return [choice === 'instead' && comparison.kind === 'conflict' ? comparison.instead : comparison.persona]
  })
