import { failure } from './errors.ts'
import type { Attribute, Identity } from './identity.ts'
import { maxAttributesBytes, maxNameLength } from './limits.ts'

/**
 * The identity as Qlik Sense will take it: directory and id without surrounding white space.
 * Throws IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE. The rules are those of the ticket page (qlik-sense-facts §1.4).
 */
export function expectIdentity(identity: Identity): Identity {
  const expected = {
    userDirectory: expectName('User directory', identity.userDirectory),
    userId: expectName('User id', identity.userId),
    attributes: identity.attributes.map(expectAttribute),
  }
  const bytes = utf8Length(JSON.stringify(expected.attributes.map(({ name, value }) => ({ [name]: value }))))
  if (bytes > maxAttributesBytes) throw failure('ATTRIBUTES_TOO_LARGE', { bytes, limit: maxAttributesBytes })
  return expected
}

function expectName(field: string, received: string): string {
  const broken = nameRules.find(rule => rule.isBroken(received))
  if (broken !== undefined) throw failure('IDENTITY_INVALID', { field, received, rule: broken.says })
  return received.trim()
}

function expectAttribute(attribute: Attribute, index: number): Attribute {
  const field = `Attribute ${index + 1}`
  if (attribute.name.trim() === '') {
    throw failure('IDENTITY_INVALID', {
      field: `${field} name`,
      received: attribute.name,
      rule: 'an attribute needs a name',
    })
  }
  const control = [attribute.name, attribute.value].find(hasControlCharacter)
  if (control !== undefined)
    throw failure('IDENTITY_INVALID', { field, received: control, rule: noControlCharacters })
  return attribute
}

const noControlCharacters = 'it must not contain control characters'
const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text)

const nameRules = [
  { isBroken: (name: string) => name.trim() === '', says: 'it must not be empty' },
  {
    isBroken: (name: string) => name.includes('\\'),
    says: 'it must not contain a backslash: give directory and id apart',
  },
  { isBroken: hasControlCharacter, says: noControlCharacters },
  {
    isBroken: (name: string) => name.length > maxNameLength,
    says: `it must not be longer than ${maxNameLength} characters`,
  },
]

/** Bytes of a text in UTF-8, without TextEncoder, which is not ES. */
const utf8Length = (text: string): number =>
  encodeURIComponent(text.toWellFormed()).replace(/%../g, '.').length
