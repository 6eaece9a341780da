import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { type Persona, PersonaSchema, toIdentity } from '#shared/personas/persona'
import { personaColorNames } from '#shared/personas/persona-colors'
import { comparePersonas } from '../../../src/options/personas/compare-personas.ts'
import { formatPersonaFile, parsePersonaFile } from '../../../src/options/personas/persona-file.ts'
import {
  type AttributeSetDraft,
  fromPersonaDraft,
  type PersonaDraft,
} from '../../../src/popup/personas/persona-draft.ts'
import { findFieldError } from '../../../src/popup/state/field-error.ts'

/** Anything that can be typed or pasted, often the same as elsewhere. */
const arbitraryText = fc.oneof(
  fc.constantFrom('', ' ', 'Anna', 'anna\tberg', 'x'.repeat(255)),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
/** What is mostly in order, so that not all of it is refused in the editor. */
const mostlyOneOf = (...usual: string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, arbitraryText)

const arbitraryRows = fc
  .array(fc.record({ name: mostlyOneOf('group'), value: arbitraryText }), { maxLength: 3 })
  .map(all => all.map((row, key) => ({ ...row, key })))

const arbitrarySets = fc
  .tuple(
    fc.record({ name: arbitraryText, rows: arbitraryRows }),
    fc.array(fc.record({ name: arbitraryText, rows: arbitraryRows }), { maxLength: 3 }),
  )
  .map(([first, others]): [AttributeSetDraft, ...AttributeSetDraft[]] => [
    { ...first, key: 0 },
    ...others.map((set, index) => ({ ...set, key: index + 1 })),
  ])

const arbitraryDraft: fc.Arbitrary<PersonaDraft> = fc.record({
  id: fc.uuid(),
  label: arbitraryText,
  colour: fc.constantFrom(...personaColorNames),
  // Chosen, never typed.
  site: fc.constantFrom('demo', ''),
  prefix: mostlyOneOf('sales', ''),
  userDirectory: mostlyOneOf('DOMAIN'),
  userId: mostlyOneOf('anna', ' anna '),
  sets: arbitrarySets,
  visibleIndex: fc.nat({ max: 3 }),
  cookieName: mostlyOneOf('', ' ', 'X-Mine', ' X-Mine '),
  pinned: fc.boolean(),
})

/** As the editor and the background do. */
function canBeSaved(persona: Persona): boolean {
  const request = { ...persona, identity: toIdentity(persona), sessionId: 'long-enough' }
  return findFieldError(request, []) === undefined && v.is(PersonaSchema, persona)
}

test('parsePersonaFile reads every persona that the popup can save and the page exports', () => {
  let count = 0
  fc.assert(
    fc.property(fc.uniqueArray(arbitraryDraft, { selector: ({ id }) => id, maxLength: 8 }), all => {
      const personas = all.map(fromPersonaDraft).filter(canBeSaved)
      count += personas.length
      const file = parsePersonaFile(formatPersonaFile(personas))
      expect(file).toMatchObject({ isRead: true, refused: [] })
      const comparisons = file.isRead ? comparePersonas(personas, file.entries, () => 'made') : []
      expect(comparisons).toEqual(personas.map((persona, index) => ({ index, kind: 'same', persona })))
    }),
  )
  expect(count).toBeGreaterThan(50)
})
