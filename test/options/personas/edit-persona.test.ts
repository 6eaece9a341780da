import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { toIdentity } from '#shared/personas/persona'
import { fromFileEntry, PersonaFileEntrySchema, toFileEntry } from '#shared/personas/persona-file-entry'
import { formatAttributeLines, parseAttributeLines } from '../../../src/options/personas/attribute-lines.ts'
import {
  createPersona,
  fromTexts,
  toTexts,
  validatePersona,
} from '../../../src/options/personas/edit-persona.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

it('a persona stays the same if nothing is typed, also with attributes that a text field cannot hold', () => {
  const persona = personaFixture('Anna', {
    attributeSets: [
      { name: 'a', attributes: [{ name: 'x=y', value: 'line\nbreak' }] },
      { name: 'b', attributes: [{ name: 'group', value: '' }] },
    ],
    setInUse: 'b',
  })
  expect(fromTexts(persona, toTexts(persona))).toEqual(persona)
})

it('a persona gets a container, keeps it, and loses it when the text is deleted', () => {
  const persona = fromTexts(personaFixture('Anna'), {
    ...toTexts(personaFixture('Anna')),
    container: ' Work ',
  })
  expect(persona.container).toBe('Work')
  expect(fromTexts(persona, toTexts(persona))).toEqual(persona)
  expect(fromTexts(persona, { ...toTexts(persona), container: '' })).toEqual(personaFixture('Anna'))
})

it('typed attributes replace those of the set in use and keep the others', () => {
  const persona = personaFixture('Anna', {
    attributeSets: [
      { name: 'a', attributes: [{ name: 'group', value: 'HR' }] },
      { name: 'b', attributes: [] },
    ],
    setInUse: 'b',
  })
  const edited = fromTexts(persona, { ...toTexts(persona), attributes: 'group=IT\r\n\nnote\nq=a=b' })
  expect(edited.attributeSets[0]).toEqual(persona.attributeSets[0])
  expect(toIdentity(edited).attributes).toEqual([
    { name: 'group', value: 'IT' },
    { name: 'note', value: '' },
    { name: 'q', value: 'a=b' },
  ])
})

it('attributes without line breaks survive the text field', () => {
  const attribute = fc.record({
    name: fc.string({ minLength: 1 }).filter(text => !/[=\r\n]/.test(text) && text.trim() !== ''),
    value: fc.string().filter(text => !/[\r\n]/.test(text)),
  })
  fc.assert(
    fc.property(fc.array(attribute), attributes => {
      expect(parseAttributeLines(formatAttributeLines(attributes))).toEqual(attributes)
    }),
  )
})

it('a persona without a label gets the user id, and one that nobody could use is refused', () => {
  const texts = toTexts(createPersona())
  expect(fromTexts(createPersona(), { ...texts, user: ' DOMAIN\\anna ' })).toMatchObject({
    label: 'anna',
    userDirectory: 'DOMAIN',
    userId: 'anna',
  })
  const code = (change: Partial<typeof texts>) =>
    validatePersona(fromTexts(createPersona(), { ...texts, user: 'DOMAIN\\anna', ...change }))?.code
  expect(code({})).toBeUndefined()
  expect(code({ user: 'anna' })).toBe('IDENTITY_INVALID')
  expect(code({ user: 'a\\b\\c' })).toBe('IDENTITY_INVALID')
  expect(code({ prefix: 'Sales' })).toBe('BAD_REQUEST')
  expect(code({ cookieName: 'a;b' })).toBe('BAD_REQUEST')
  expect(code({ attributes: '=HR' })).toBe('IDENTITY_INVALID')
})

it('a persona can be imported again whatever was pasted as its container', () => {
  const persona = personaFixture('Anna')
  const changed = fromTexts(persona, { ...toTexts(persona), container: '\u0007Work\tand\u001b home\u0000' })
  expect(changed.container).toBe('Work and  home')
  expect(v.safeParse(PersonaFileEntrySchema, toFileEntry(changed)).success).toBe(true)
})

it.each([
  ['  ', undefined],
  [' Work ', 'Work'],
])('the container "%s" of a file is the same as in the form', (container, expected) => {
  const entry = v.parse(PersonaFileEntrySchema, { ...toFileEntry(personaFixture('Anna')), container })
  expect(fromFileEntry(entry, 'anna').container || undefined).toBe(expected)
})
