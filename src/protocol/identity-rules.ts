import { message } from '#messages/message'
import { maxAttributesBytes } from './constants.ts'
import { failure } from './errors.ts'
import { type Attribute, type Identity, parseUserName, type UserName } from './identity.ts'
import {
  attributeNameRules,
  attributeValueRules,
  directoryRules,
  findBrokenRule,
  type TextRule,
  userIdRules,
} from './name-rules.ts'
import { quote } from './text.ts'

/**
 * Returns the identity as Qlik Sense accepts it, with directory and id trimmed. Throws
 * IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE.
 */
export function parseIdentity(identity: Identity): Identity {
  const identityToSend = { ...parseUser(identity), attributes: identity.attributes.map(parseAttribute) }
  const bytes = utf8Length(
    JSON.stringify(identityToSend.attributes.map(({ name, value }) => ({ [name]: value }))),
  )
  if (bytes > maxAttributesBytes) throw failure('ATTRIBUTES_TOO_LARGE', { bytes, limit: maxAttributesBytes })
  return identityToSend
}

/**
 * Returns the user as Qlik Sense accepts it, trimmed. The same for every command that names a user.
 * Throws IDENTITY_INVALID. The rules are those of the ticket page (docs/facts/qlik-sense.md §1.4),
 * and those that keep a name from looking like another one or from leaving its place in a path.
 */
export const parseUser = ({ userDirectory, userId }: UserName): UserName => ({
  userDirectory: parseName('User directory', userDirectory, directoryRules),
  userId: parseName('User id', userId, userIdRules),
})

/** Splits `DIRECTORY\id` into its two parts. Throws BAD_REQUEST. */
export function requireUserName(received: string, field = '--user'): UserName {
  const user = parseUserName(received)
  if (user !== undefined) return user
  throw failure('BAD_REQUEST', {
    field,
    received,
    expected: 'directory and id as "DIRECTORY\\id"',
    problem: `${quote(received)} is not a directory and an id`,
  })
}

function parseName(field: string, received: string, rules: readonly TextRule[]): string {
  assertText(field, received, rules)
  return received.trim()
}

function assertText(field: string, received: string, rules: readonly TextRule[]): void {
  const rule = findBrokenRule(rules, received)
  if (rule !== undefined) throw failure('IDENTITY_INVALID', { field, received, rule })
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
  assertText(field, attribute.name, attributeNameRules)
  assertText(field, attribute.value, attributeValueRules)
  return attribute
}

/** Returns the UTF-8 length without TextEncoder, which is not part of ES. */
const utf8Length = (text: string): number => encodeURIComponent(text).replace(/%../g, '.').length
