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

/** Random ids share hardly more characters at the same place than one in sixteen. */
const maxSharedPart = 0.5

/** Returns in words what the ids have in common, or undefined if that may be chance. */
export function findPattern(ids: readonly string[]): string | undefined {
  if (new Set(ids).size < ids.length) return 'repeat'
  const [first = ''] = ids
  const varying = [...first].filter(character => character !== '-').length
  const shared = [...first].filter(
    (character, at) => character !== '-' && ids.every(id => id[at] === character),
  ).length
  return ids.length > 1 && shared > varying * maxSharedPart
    ? `have ${shared} of ${varying} characters in common`
    : undefined
}
