import { afterAll, expect, test } from 'vitest'
import { PersonaEntrySchema } from '#shared/persona-entry'
import { fieldName, valueWords } from '../../../src/options/personas/field-words.ts'
import german from '../../../src/public/_locales/de/messages.json' with { type: 'json' }
import { speakWith } from '../../../src/ui/texts.ts'
import { lookupIn } from '../../gallery/speak.ts'
import { english } from '../../ui/english.ts'

afterAll(() => speakWith(english))

test('names every field that can change as people know it', () => {
  const { id: _, userDirectory: __, userId: ___, ...others } = PersonaEntrySchema.entries
  for (const field of ['user', ...Object.keys(others)]) expect(fieldName(field)).toMatch(/^[A-Z]/)
})

test('speaks as the popup does', () => {
  speakWith(lookupIn(german))
  expect(['label', 'prefix', 'pinned', 'colour'].map(fieldName)).toEqual([
    'Bezeichnung',
    'Virtual proxy prefix',
    'Angeheftet',
    'Farbe',
  ])
  expect([valueWords('pinned', 'true'), valueWords('colour', 'teal'), valueWords('label', 'true')]).toEqual([
    'ja',
    german.colourTeal.message,
    'true',
  ])
})
