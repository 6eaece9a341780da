import { expect, test } from 'vitest'
import { personaColorNames } from '#shared/personas/persona-colors'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { parsePersonaFile } from '../../../src/options/personas/persona-file.ts'
import { readRepositoryFile } from '../../support/repository.ts'

const documentation = readRepositoryFile('docs/personas.md')

test('reads the file that is documented', () => {
  const example = /```json\n(.*?)```/s.exec(documentation)?.[1] ?? ''
  expect(parsePersonaFile(example)).toMatchObject({ isRead: true, entries: [{}, {}], refused: [] })
})

test('documents every field and colour, and no others', () => {
  const rows = [...documentation.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  )
  expect(rows.toSorted()).toEqual(Object.keys(PersonaFileEntrySchema.entries).toSorted())
  for (const colour of personaColorNames) expect(documentation).toContain(`\`${colour}\``)
})
