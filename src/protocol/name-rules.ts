import { type Message, message } from '#messages/message'
import { maxNameLength } from './constants.ts'
import { hasUnsafeSegment } from './path-segments.ts'
import { isPrintableAscii } from './text.ts'

/** A rule for text that Qlik Sense receives. */
export interface TextRule {
  id:
    | 'empty'
    | 'backslash'
    | 'controlCharacters'
    | 'lostCharacter'
    | 'invisibleCharacter'
    | 'quotationMark'
    | 'pathSegment'
    | 'tooLong'
  /** Returns what breaks the rule, or undefined. */
  findFault: (text: string) => string | undefined
  /** Says what is wrong, with the fault. */
  describe: (fault: string) => Message
}

const findMatch =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.exec(text)?.[0]

/** A character that stands for one that was lost: U+FFFD, or half of a surrogate pair. */
const findLostCharacter = findMatch(/[\ufffd\p{Cs}]/u)

/**
 * A character that nobody sees, so that two different names look the same. RFC 8264 §9 keeps the
 * same out of identifiers.
 */
const findHiddenCharacter = findMatch(
  /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb\u2800]/u,
)

/** A character that looks like the usual space. U+3000 is wide enough to see the difference. */
const findUnusualSpace = findMatch(/(?![ \u3000])\p{Zs}/u)

/**
 * A quotation mark around a name that a shell did not remove: cmd keeps all but `"`. A user id may
 * start with an apostrophe, such as `'t Hart`.
 */
const findQuotationMark = findMatch(/^[\p{Quotation_Mark}`´]|[\p{Quotation_Mark}`´]$/u)
const findQuotationMarkOfId = (id: string): string | undefined =>
  findQuotationMark(id.replace(/^['’](?=\p{L})/u, ''))

const controlCharacters: TextRule = {
  id: 'controlCharacters',
  findFault: findMatch(/\p{Cc}/u),
  describe: () => message('reason.mustNotContainControlCharacters'),
}

const lostCharacter: TextRule = {
  id: 'lostCharacter',
  findFault: text => (isPrintableAscii(text) ? undefined : findLostCharacter(text)),
  describe: fault => message('reason.mustNotContainLostCharacter', { character: formatCodePoint(fault) }),
}

const invisibleCharacter: TextRule = {
  id: 'invisibleCharacter',
  findFault: text =>
    isPrintableAscii(text) ? undefined : (findHiddenCharacter(text) ?? findUnusualSpace(text.trim())),
  describe: fault =>
    message('reason.mustNotContainInvisibleCharacter', { character: formatCodePoint(fault) }),
}

const toQuotationMarkRule = (findFault: TextRule['findFault']): TextRule => ({
  id: 'quotationMark',
  findFault: text => findFault(text.trim()),
  describe: fault => message('reason.mustNotBeQuoted', { character: fault }),
})

/** For the user directory. The first broken rule is the one to show. */
export const directoryRules: readonly TextRule[] = [
  {
    id: 'empty',
    findFault: text => (text.trim() === '' ? text : undefined),
    describe: () => message('reason.mustNotBeEmpty'),
  },
  {
    id: 'backslash',
    findFault: findMatch(/\\/),
    describe: () => message('reason.mustNotContainBackslash'),
  },
  controlCharacters,
  lostCharacter,
  invisibleCharacter,
  toQuotationMarkRule(findQuotationMark),
  {
    id: 'tooLong',
    findFault: text => (text.length > maxNameLength ? text : undefined),
    describe: () => message('reason.mustNotBeLonger', { limit: maxNameLength }),
  },
  {
    id: 'pathSegment',
    findFault: text => (hasUnsafeSegment(text.trim()) ? text : undefined),
    describe: () => message('reason.mustNotHaveEmptySegment'),
  },
]

export const userIdRules: readonly TextRule[] = directoryRules.map(rule =>
  rule.id === 'quotationMark' ? toQuotationMarkRule(findQuotationMarkOfId) : rule,
)

export const attributeNameRules: readonly TextRule[] = [controlCharacters, lostCharacter, invisibleCharacter]

/** Values may be any text in any script. */
export const attributeValueRules: readonly TextRule[] = [controlCharacters, lostCharacter]

/** For a pattern of users. */
export const patternRules: readonly TextRule[] = [
  controlCharacters,
  lostCharacter,
  invisibleCharacter,
  toQuotationMarkRule(findQuotationMark),
]

/** Returns what is wrong with a text; undefined if it breaks no rule. */
export function findBrokenRule(rules: readonly TextRule[], text: string): Message | undefined {
  for (const { findFault, describe } of rules) {
    const fault = findFault(text)
    if (fault !== undefined) return describe(fault)
  }
  return undefined
}

/** Formats the first character of a text as `U+200B`. */
const formatCodePoint = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
