import { message } from '#messages/message'
import { maxAttributesBytes, maxNameLength } from './constants.ts'
import { failure } from './errors.ts'
import type { Attribute, Identity } from './identity.ts'

/**
 * The identity as Qlik Sense will take it: directory and id without surrounding white space.
 * Throws IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE. The rules are those of the ticket page (docs/facts/qlik-sense.md §1.4).
 */
export function parseIdentity(identity: Identity): Identity {
  const identityToSend = {
    userDirectory: parseName('User directory', identity.userDirectory),
    userId: parseName('User id', identity.userId),
    attributes: identity.attributes.map(parseAttribute),
  }
  const bytes = utf8Length(
    JSON.stringify(identityToSend.attributes.map(({ name, value }) => ({ [name]: value }))),
  )
  if (bytes > maxAttributesBytes) throw failure('ATTRIBUTES_TOO_LARGE', { bytes, limit: maxAttributesBytes })
  return identityToSend
}

function parseName(field: string, received: string): string {
  const brokenRule = nameRules.find(rule => rule.isBroken(received))
  if (brokenRule !== undefined) throw failure('IDENTITY_INVALID', { field, received, rule: brokenRule.rule })
  return received.trim()
}

function parseAttribute(attribute: Attribute, index: number): Attribute {
  const field = `Attribute ${index + 1}`
  if (attribute.name.trim() === '') {
    throw failure('IDENTITY_INVALID', {
      field: `${field} name`,
      received: attribute.name,
      rule: message('reason.attributeNeedsName'),
    })
  }
  const textWithControlCharacter = [attribute.name, attribute.value].find(hasControlCharacter)
  if (textWithControlCharacter !== undefined)
    throw failure('IDENTITY_INVALID', {
      field,
      received: textWithControlCharacter,
      rule: controlCharacterRule,
    })
  return attribute
}

const controlCharacterRule = message('reason.mustNotContainControlCharacters')
const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text)

const nameRules = [
  { isBroken: (name: string) => name.trim() === '', rule: message('reason.mustNotBeEmpty') },
  {
    isBroken: (name: string) => name.includes('\\'),
    rule: message('reason.mustNotContainBackslash'),
  },
  { isBroken: hasControlCharacter, rule: controlCharacterRule },
  {
    isBroken: (name: string) => name.length > maxNameLength,
    rule: message('reason.mustNotBeLonger', { limit: maxNameLength }),
  },
]

/** Bytes of a text in UTF-8, without TextEncoder, which is not ES. */
const utf8Length = (text: string): number =>
  encodeURIComponent(text.toWellFormed()).replace(/%../g, '.').length
