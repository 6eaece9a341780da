import type { Persona } from '#shared/persona'
import type { Comparison } from './compare.ts'

/** What shall become of an entry. `beside` and `instead` are for one whose label is taken. */
export type Choice = 'take' | 'leave' | 'beside' | 'instead'

/** What was chosen, by label: a file has each once. */
export type Choices = ReadonlyMap<string, Choice>

/** What is chosen for it until the tester says otherwise: what would take the place of another user is left. */
export const chosenOf = (comparison: Comparison, choices: Choices): Choice =>
  choices.get(comparison.persona.label) ?? (isHarmless(comparison) ? 'take' : 'leave')

const isHarmless = (comparison: Comparison): boolean =>
  comparison.kind === 'new' || (comparison.kind === 'changed' && !comparison.isOtherUser)

/** The personas that are taken. */
export const taken = (comparisons: readonly Comparison[], choices: Choices): Persona[] =>
  comparisons.flatMap(comparison => {
    const choice = chosenOf(comparison, choices)
    if (choice === 'leave') return []
    return [choice === 'instead' && comparison.kind === 'conflict' ? comparison.instead : comparison.persona]
  })
