import * as v from 'valibot'
import { message } from '#messages/message'
import { maxAttributesBytes, maxNameLength } from './constants.ts'
import { failure } from './errors.ts'

export const AttributeSchema = v.object({ name: v.string(), value: v.string() })

export const IdentitySchema = v.object({
  userDirectory: v.string(),
  userId: v.string(),
  /** Ordered. Names may repeat and values may be empty (docs/facts/qlik-sense.md §1.3). */
  attributes: v.array(AttributeSchema),
})

export type Attribute = v.InferOutput<typeof AttributeSchema>
export type Identity = v.InferOutput<typeof IdentitySchema>

export type UserName = Pick<Identity, 'userDirectory' | 'userId'>

/** Formats a user as `DIR\id`. */
export const formatUserName = ({ userDirectory, userId }: UserName): string => `${userDirectory}\\${userId}`

/** Splits `DIR\id` into its parts; undefined for other text. */
export function parseUserName(name: string): UserName | undefined {
  const [userDirectory, userId, ...rest] = name.split('\\')
  return userDirectory === undefined || userId === undefined || rest.length > 0
    ? undefined
    : { userDirectory, userId }
}

/** Compares two names `DIR\id` without case: Windows ignores it, and /qps/user may change it. */
export const isSameUserName = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase()

export const isSameUser = (one: UserName, other: UserName): boolean =>
  isSameUserName(formatUserName(one), formatUserName(other))

/**
 * Returns the identity as Qlik Sense accepts it, with directory and id trimmed. Throws
 * IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE. The rules are those of the ticket page
 * (docs/facts/qlik-sense.md §1.4).
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

/** Returns the UTF-8 length without TextEncoder, which is not part of ES. */
const utf8Length = (text: string): number =>
  encodeURIComponent(text.toWellFormed()).replace(/%../g, '.').length
