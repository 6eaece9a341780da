import type { Persona } from '#shared/personas/persona'
import type { Comparison } from './compare-personas.ts'

/** What to do with an entry. `keepBoth` and `replace` apply to conflicts only. */
export type ImportChoice = 'import' | 'skip' | 'keepBoth' | 'replace'

/** The tester's choices by the index of the entry. */
export type ImportChoices = ReadonlyMap<number, ImportChoice>

/** Returns the tester's choice or the default, which never replaces another user. */
export const effectiveChoice = (comparison: Comparison, choices: ImportChoices): ImportChoice =>
  choices.get(comparison.index) ?? (isHarmless(comparison) ? 'import' : 'skip')

const isHarmless = (comparison: Comparison): boolean =>
  comparison.kind === 'new' || (comparison.kind === 'changed' && !comparison.isOtherUser)

/** Adds a choice. Two entries cannot replace the same persona, so a competing choice is dropped. */
export function withChoice(
  choices: ImportChoices,
  comparisons: readonly Comparison[],
  { index: place }: Comparison,
  choice: ImportChoice,
): ImportChoices {
  const changed = new Map(choices).set(place, choice)
  if (choice !== 'replace') return changed
  const other = getReplacedPersona(comparisons[place])
  const competing = comparisons.filter(one => one.index !== place && getReplacedPersona(one) === other)
  for (const rival of competing) if (choices.get(rival.index) === 'replace') changed.delete(rival.index)
  return changed
}

const getReplacedPersona = (comparison: Comparison | undefined): Persona | undefined =>
  comparison?.kind === 'conflict' ? comparison.other : undefined

/** Returns the personas to import. */
export const applySelection = (comparisons: readonly Comparison[], choices: ImportChoices): Persona[] =>
  comparisons.flatMap(comparison => {
    const choice = effectiveChoice(comparison, choices)
    if (choice === 'skip') return []
    return [
      choice === 'replace' && comparison.kind === 'conflict' ? comparison.replacement : comparison.persona,
    ]
  })
