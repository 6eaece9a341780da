import { afterAll, expect, test } from 'vitest'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { formatFieldName, formatFieldValue } from '../../../src/options/personas/format-field.ts'
import { catalogues, speak } from '../../stories/locales.ts'

afterAll(() => speak('en'))

test('names every field that can change as people know it', () => {
  const { id: _, userDirectory: __, userId: ___, ...others } = PersonaFileEntrySchema.entries
  for (const field of ['user', ...Object.keys(others)]) expect(formatFieldName(field)).toMatch(/^[A-Z]/)
})

test('speaks as the popup does', () => {
  speak('de')
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
  ]).toEqual(['ja', catalogues.de?.['color.teal'], 'true'])
})
