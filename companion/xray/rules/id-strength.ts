import { say } from '#messages/checks/message'
import type { Message } from '#messages/message'

/** Random bits of a GUID of version 4: 128 without version and variant. */
const guidBits = 122

const guidPattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** The alphabets of ids, smallest first. */
const alphabets: readonly (readonly [RegExp, size: number])[] = [
  [/^\d+$/, 10],
  [/^[\da-f]+$/i, 16],
  [/^([a-z]+|[A-Z]+)$/, 26],
  [/^([a-z2-7]+|[A-Z2-7]+)$/, 32],
  [/^([\da-z]+|[\dA-Z]+)$/, 36],
  [/^[a-z]+$/i, 52],
  [/^[\da-z]+$/i, 62],
]

/** Characters that only group or surround an id. */
const trim = (id: string): string => id.replace(/^[{("']+|[)}"'=]+$/g, '')

/** Returns the most random bits that each of the ids can have by their form. */
export function countRandomBits(...ids: readonly string[]): number {
  const trimmed = ids.map(trim)
  if (trimmed.every(id => guidPattern.test(id))) return guidBits
  const isHexadecimal = trimmed.every(id => /^[\da-f-]+$/i.test(id))
  const texts = isHexadecimal ? trimmed.map(id => id.replaceAll('-', '')) : trimmed
  const [, size] = alphabets.find(([pattern]) => pattern.test(texts.join(''))) ?? [undefined, 64]
  return Math.floor(Math.min(...texts.map(({ length }) => length)) * Math.log2(size))
}

/** By chance, three random ids of hexadecimal digits share one place in 256. */
const maxSharedPart = 0.15

/** Three random ids begin or end with the same four digits less often than once in 10^9 times. */
const minCommonEnd = 4

/** Three random ids of four digits are that near less often than once in 10^6 times. */
const maxStep = 16

/** GUIDs that are made from the time and the machine, or from a name (RFC 9562 §5). */
const fromTime = say('check.SC-06.fromTime')
const fromName = say('check.SC-06.fromName')
const origins: Record<string, Message> = {
  ...{ 1: fromTime, 2: fromTime, 6: fromTime, 7: fromTime },
  ...{ 3: fromName, 5: fromName },
}

const anyGuidPattern = /^[\da-f]{8}-[\da-f]{4}-(\d)[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** Returns in words what the ids have in common, or undefined if that may be chance. */
export function findPattern(ids: readonly string[]): Message | undefined {
  if (new Set(ids).size < ids.length) return say('check.SC-06.repeat')
  if (ids.length < 2) return undefined
  const trimmed = ids.map(trim)
  const versions = new Set(trimmed.map(id => anyGuidPattern.exec(id)?.[1] ?? ''))
  const origin = versions.size === 1 ? origins[[...versions].join()] : undefined
  if (origin !== undefined) return origin
  const isGuid = trimmed.every(id => guidPattern.test(id))
  const isGrouped = trimmed.every(id => /^[\da-f-]+$/i.test(id))
  // The version is the same in all, and hyphens that group digits are none.
  const digits = trimmed
    .map(id => (isGuid ? id.slice(0, 14) + id.slice(15) : id))
    .map(id => (isGrouped ? id.replaceAll('-', '') : id))
  const [first = ''] = digits
  const isShared = [...first].map((each, at) => digits.every(id => id[at] === each))
  const shared = isShared.filter(Boolean).length
  if (shared > first.length * maxSharedPart)
    return say('check.SC-06.common', { shared, places: first.length })
  if (isShared.indexOf(false) >= minCommonEnd) return say('check.SC-06.sameBeginning')
  const [ending = ''] = digits.map(id => id.slice(-minCommonEnd))
  if (digits.every(id => id.endsWith(ending))) return say('check.SC-06.sameEnd')
  const isCounted = [0, -minCommonEnd].some(at =>
    isNear(digits.map(id => id.slice(at).slice(0, minCommonEnd))),
  )
  return isCounted ? say('check.SC-06.counter') : undefined
}

/** Returns whether all numbers are within a few steps of each other. */
function isNear(numbers: readonly string[]): boolean {
  if (!numbers.every(each => /^[\da-f]{4}$/i.test(each))) return false
  const isDecimal = numbers.every(each => /^\d+$/.test(each))
  const values = numbers.map(each => Number.parseInt(each, isDecimal ? 10 : 16))
  return Math.max(...values) - Math.min(...values) <= maxStep
}
