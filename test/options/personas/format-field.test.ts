import { afterAll, expect, test } from 'vitest'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { formatFieldName, formatFieldValue } from '../../../src/options/personas/format-field.ts'
import { catalogues, setLanguage } from '../../stories/locales.ts'

afterAll(() => setLanguage('en'))

test('formatFieldName has a label for every field that an import can change', () => {
  const { id: _, userDirectory: __, userId: ___, ...others } = PersonaFileEntrySchema.entries
  for (const field of ['user', ...Object.keys(others)]) expect(formatFieldName(field)).toMatch(/^[A-Z]/)
})

test('formatFieldName and formatFieldValue use the words of the popup in German', () => {
  setLanguage('de')
  expect(['label', 'prefix', 'pinned', 'colour'].map(formatFieldName)).toEqual([
    'Bezeichnung',
    'Präfix des virtuellen Proxys',
    'Angeheftet',
    'Farbe',
  ])
  expect([
    formatFieldValue('pinned', 'true'),
    formatFieldValue('colour', 'teal'),
    formatFieldValue('label', 'true'),
  ]).toEqual(['ja', catalogues.de?.['color.teal'], 'true'])
})
