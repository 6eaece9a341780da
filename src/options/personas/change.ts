import type { AttributeSet } from '#shared/persona'

/** `name` is the field's, the values as people read them. */
export interface Change {
  name: string
  before: string
  after: string
}

export type Value = string | boolean | AttributeSet[]

/** More than anybody reads of one value; of longer ones stands there what is around the first difference. */
const maxCharacters = 200
const charactersBefore = 20

/** A field as it was and as it would be. */
export function changeFrom(name: string, valueBefore: Value, valueAfter: Value): Change {
  const [before, after] = [[...written(valueBefore)], [...written(valueAfter)]]
  const differsAt = after.findIndex((character, index) => character !== before[index])
  const isLong = Math.max(before.length, after.length) > maxCharacters
  const from = isLong ? Math.max(0, (differsAt < 0 ? after.length : differsAt) - charactersBefore) : 0
  return { name, before: shortened(before, from), after: shortened(after, from) }
}

function written(value: Value): string {
  if (!Array.isArray(value)) return String(value)
  return value
    .map(({ name, attributes }) => `${name === '' ? '' : `${name}: `}${attributes.map(equated).join(', ')}`)
    .join('; ')
}

const equated = ({ name, value }: AttributeSet['attributes'][number]): string => `${name}=${value}`

const shortened = (characters: string[], from: number): string =>
  [
    from > 0 ? '…' : '',
    ...characters.slice(from, from + maxCharacters),
    characters.length > from + maxCharacters ? '…' : '',
  ].join('')
