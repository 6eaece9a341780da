import type { Persona } from '#shared/personas/persona'
import type { Comparison } from './compare-personas.ts'

/** What shall become of an entry. `beside` and `instead` are for one whose label is taken. */
export type ImportChoice = 'take' | 'leave' | 'beside' | 'instead'

/** What was chosen, by the places of the entries. */
export type ImportChoices = ReadonlyMap<number, ImportChoice>

/** What is chosen for it until the tester says otherwise: what would take the place of another user is left. */
export const effectiveChoice = (comparison: Comparison, choices: ImportChoices): ImportChoice =>
  choices.get(comparison.index) ?? (isHarmless(comparison) ? 'take' : 'leave')

const isHarmless = (comparison: Comparison): boolean =>
  comparison.kind === 'new' || (comparison.kind === 'changed' && !comparison.isOtherUser)

/** With another choice. One persona is replaced by one entry: another one that was to do so goes back to being left. */
export function withChoice(
  choices: ImportChoices,
  comparisons: readonly Comparison[],
  { index: place }: Comparison,
  choice: ImportChoice,
): ImportChoices {
  const changed = new Map(choices).set(place, choice)
  if (choice !== 'instead') return changed
  const other = getReplacedPersona(comparisons[place])
  const competing = comparisons.filter(one => one.index !== place && getReplacedPersona(one) === other)
  for (const rival of competing) if (choices.get(rival.index) === 'instead') changed.delete(rival.index)
  return changed
}

const getReplacedPersona = (comparison: Comparison | undefined): Persona | undefined =>
  comparison?.kind === 'conflict' ? comparison.other : undefined

/** The personas that are taken. */
export const applySelection = (comparisons: readonly Comparison[], choices: ImportChoices): Persona[] =>
  comparisons.flatMap(comparison => {
    const choice = effectiveChoice(comparison, choices)
    if (choice === 'leave') return []
    return [
      choice === 'instead' && comparison.kind === 'conflict' ? comparison.replacement : comparison.persona,
    ]
  })
