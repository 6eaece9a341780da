import type { AttributeSet } from '#shared/personas/persona'

/** The name of a field with its formatted values. */
export interface FieldChange {
  name: string
  before: string
  after: string
}

export type FieldValue = string | boolean | AttributeSet[]

/** A longer value is cut to the part around the first difference. */
const maxShownCharacters = 200
const charactersBefore = 20

/** Creates the comparison of one field. */
export function createFieldChange(
  name: string,
  valueBefore: FieldValue,
  valueAfter: FieldValue,
): FieldChange {
  const [before, after] = [[...formatValue(valueBefore)], [...formatValue(valueAfter)]]
  const differsAt = after.findIndex((character, index) => character !== before[index])
  const isLong = Math.max(before.length, after.length) > maxShownCharacters
  const from = isLong ? Math.max(0, (differsAt < 0 ? after.length : differsAt) - charactersBefore) : 0
  return { name, before: truncate(before, from), after: truncate(after, from) }
}

function formatValue(value: FieldValue): string {
  if (!Array.isArray(value)) return String(value)
  return value
    .map(
      ({ name, attributes }) =>
        `${name === '' ? '' : `${name}: `}${attributes.map(formatAttribute).join(', ')}`,
    )
    .join('; ')
}

const formatAttribute = ({ name, value }: AttributeSet['attributes'][number]): string => `${name}=${value}`

const truncate = (characters: string[], from: number): string =>
  [
    from > 0 ? '…' : '',
    ...characters.slice(from, from + maxShownCharacters),
    characters.length > from + maxShownCharacters ? '…' : '',
  ].join('')
