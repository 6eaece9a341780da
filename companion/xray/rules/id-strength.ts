import { say } from '#messages/checks/message'
import type { Message } from '#messages/message'

/** Random bits of a GUID of version 4: 128 without version and variant. */
const guidBits = 122

const guidPattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** The alphabets of ids, smallest first, with the bits of a character. */
const alphabets: readonly (readonly [RegExp, number])[] = [
  [/^\d+$/, Math.log2(10)],
  [/^[\da-f-]+$/i, 4],
  [/^[\da-z]+$/i, Math.log2(62)],
]

/** Returns the most random bits that an id of this form can have. */
export function countRandomBits(id: string): number {
  if (guidPattern.test(id)) return guidBits
  const [, bits] = alphabets.find(([pattern]) => pattern.test(id)) ?? [undefined, 6]
  return Math.floor(id.replaceAll('-', bits === 4 ? '' : '-').length * bits)
}

/** Three random ids of hexadecimal digits share one place in 256, and a GUID its version. */
const maxSharedPart = 0.2

/** GUIDs that are made from the time and the machine (RFC 9562 §5). */
const timeVersions = ['1', '2', '6', '7']

const anyGuidPattern = /^[\da-f]{8}-[\da-f]{4}-(\d)[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** Returns in words what the ids have in common, or undefined if that may be chance. */
export function findPattern(ids: readonly string[]): Message | undefined {
  if (new Set(ids).size < ids.length) return say('check.SC-06.repeat')
  const [first = ''] = ids
  const isVarying = (character: string) => character !== '-'
  const places = [...first].filter(isVarying).length
  const shared = [...first].filter((each, at) => isVarying(each) && ids.every(id => id[at] === each)).length
  if (ids.length > 1 && shared > places * maxSharedPart) return say('check.SC-06.common', { shared, places })
  const isFromTime = ids.every(id => timeVersions.includes(anyGuidPattern.exec(id)?.[1] ?? ''))
  return isFromTime ? say('check.SC-06.fromTime') : undefined
}
