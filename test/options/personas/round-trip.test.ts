import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { identityOf, type Persona, PersonaSchema } from '#shared/persona'
import { personaColourNames } from '#shared/persona-colours'
import { compare } from '../../../src/options/personas/compare.ts'
import { readPersonaFile, writePersonaFile } from '../../../src/options/personas/persona-file.ts'
import { type Edited, personaOfEdited, type SetRows } from '../../../src/popup/personas/edited.ts'
import { refusedIn } from '../../../src/popup/refusal.ts'

/** Anything that can be typed or pasted, often the same as elsewhere. */
const typed = fc.oneof(
  fc.constantFrom('', ' ', 'Anna', 'anna\tberg', 'x'.repeat(255)),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
/** What is mostly in order, so that not all of it is refused in the editor. */
const mostly = (...usual: string[]) => fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, typed)

const rows = fc
  .array(fc.record({ name: mostly('group'), value: typed }), { maxLength: 3 })
  .map(all => all.map((row, key) => ({ ...row, key })))

const sets = fc
  .tuple(fc.record({ name: typed, rows }), fc.array(fc.record({ name: typed, rows }), { maxLength: 3 }))
  .map(([first, others]): [SetRows, ...SetRows[]] => [
    { ...first, key: 0 },
    ...others.map((set, index) => ({ ...set, key: index + 1 })),
  ])

const edited: fc.Arbitrary<Edited> = fc.record({
  id: fc.uuid(),
  label: typed,
  colour: fc.constantFrom(...personaColourNames),
  // Chosen, never typed.
  site: fc.constantFrom('demo', ''),
  prefix: mostly('sales', ''),
  userDirectory: mostly('DOMAIN'),
  userId: mostly('anna', ' anna '),
  sets,
  inUse: fc.nat({ max: 3 }),
  cookieName: mostly('', ' ', 'X-Mine', ' X-Mine '),
  pinned: fc.boolean(),
})

/** As the editor and the background do. */
function canBeSaved(persona: Persona): boolean {
  const request = { ...persona, identity: identityOf(persona), sessionId: 'long-enough' }
  return refusedIn(request, []) === undefined && v.is(PersonaSchema, persona)
}

test('imports again all that the popup can save and the page export', () => {
  let count = 0
  fc.assert(
    fc.property(fc.uniqueArray(edited, { selector: ({ id }) => id, maxLength: 8 }), all => {
      const personas = all.map(personaOfEdited).filter(canBeSaved)
      count += personas.length
      const file = readPersonaFile(writePersonaFile(personas))
      expect(file).toMatchObject({ isRead: true, refused: [] })
      const comparisons = file.isRead ? compare(personas, file.entries, () => 'made') : []
      expect(comparisons).toEqual(personas.map((persona, place) => ({ place, kind: 'same', persona })))
    }),
  )
  expect(count).toBeGreaterThan(50)
})
