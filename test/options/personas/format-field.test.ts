import { afterAll, expect, test } from 'vitest'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { setCatalogue } from '#ui/i18n.ts'
import { formatFieldName, formatFieldValue } from '../../../src/options/personas/format-field.ts'
import german from '../../../src/public/_locales/de/messages.json' with { type: 'json' }
import { createLookup } from '../../stories/locales.ts'
import { englishLookup } from '../../support/setup-english.ts'

afterAll(() => setCatalogue(englishLookup))

test('names every field that can change as people know it', () => {
  const { id: _, userDirectory: __, userId: ___, ...others } = PersonaFileEntrySchema.entries
  for (const field of ['user', ...Object.keys(others)]) expect(formatFieldName(field)).toMatch(/^[A-Z]/)
})

test('speaks as the popup does', () => {
  setCatalogue(createLookup(german))
  expect(['label', 'prefix', 'pinned', 'colour'].map(formatFieldName)).toEqual([
    'Bezeichnung',
    'Virtual proxy prefix',
    'Angeheftet',
    'Farbe',
  ])
  expect([
    formatFieldValue('pinned', 'true'),
    formatFieldValue('colour', 'teal'),
    formatFieldValue('label', 'true'),
  ]).toEqual(['ja', german.colourTeal.message, 'true'])
})
