import { expect, test } from 'vitest'
import { personaColorNames } from '#shared/personas/persona-colors'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { parsePersonaFile } from '../../../src/options/personas/persona-file.ts'
import { readRepositoryFile } from '../../support/repository.ts'

const documentation = readRepositoryFile('docs/personas.md')

test('parsePersonaFile reads the documented example', () => {
  const example = /```json\n(.*?)```/s.exec(documentation)?.[1] ?? ''
  expect(parsePersonaFile(example)).toMatchObject({ isRead: true, entries: [{}, {}], refused: [] })
})

test('docs/personas.md documents exactly the fields and colors of the schema', () => {
  const rows = [...documentation.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  )
  expect(rows.toSorted()).toEqual(Object.keys(PersonaFileEntrySchema.entries).toSorted())
  for (const colour of personaColorNames) expect(documentation).toContain(`\`${colour}\``)
})
