import { expect, test } from 'vitest'
import { readPersonaFile } from '../../../src/options/personas/persona-file.ts'
import { personaColourNames } from '../../../src/shared/persona-colours.ts'
import { PersonaEntrySchema } from '../../../src/shared/persona-entry.ts'
import { read } from '../../repository.ts'

const documented = read('docs/personas.md')

test('reads the file that is documented', () => {
  const example = /```json\n(.*?)```/s.exec(documented)?.[1] ?? ''
  expect(readPersonaFile(example)).toMatchObject({ isRead: true, entries: [{}, {}], refused: [] })
})

test('documents every field and colour, and no others', () => {
  const rows = [...documented.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  )
  expect(rows.toSorted()).toEqual(Object.keys(PersonaEntrySchema.entries).toSorted())
  for (const colour of personaColourNames) expect(documented).toContain(`\`${colour}\``)
})
