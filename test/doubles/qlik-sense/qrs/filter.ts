import * as v from 'valibot'

/** Thrown for a filter that the double does not support. */
export class FilterNotUnderstood extends Error {}

type Item = Readonly<Record<string, unknown>>
type Predicate = (item: Item) => boolean

const CONDITION = /^[\s(]*([\w.]+) (eq|so|sw) '((?:[^']|'')*)'[\s)]*$/i

/** Text operators, which ignore case except for `eq` (docs/facts/qlik-sense.md §4.5). */
const OPERATORS: Record<string, (text: string, value: string) => boolean> = {
  eq: (text, value) => text === value,
  so: (text, value) => text.toLowerCase().includes(value.toLowerCase()),
  sw: (text, value) => text.toLowerCase().startsWith(value.toLowerCase()),
}

/**
 * Parses `prefix eq 'x'`, and several of these joined by `or` and `and`, as clients send them
 * (docs/facts/qlik-sense.md §4.3).
 */
export function parseFilter(filter: string | undefined): Predicate {
  if (filter === undefined) return () => true
  const choices = splitOutsideQuotes(filter, 'or').map(words =>
    splitOutsideQuotes(words, 'and').map(parseCondition),
  )
  return item => choices.some(tests => tests.every(test => test(item)))
}

/** Splits at a word that is not inside a quoted text. */
const splitOutsideQuotes = (text: string, word: string): string[] =>
  text.split(new RegExp(` ${word} (?=(?:[^']*'[^']*')*[^']*$)`, 'i'))

function parseCondition(words: string): Predicate {
  const parts = v.safeParse(
    v.tuple([v.string(), v.string(), v.string(), v.string()]),
    CONDITION.exec(words)?.slice(),
  )
  if (!parts.success) throw new FilterNotUnderstood(`The filter is not understood: ${words}`)
  const [, field, operator, quoted] = parts.output
  const value = quoted.replaceAll("''", "'")
  const matches = OPERATORS[operator.toLowerCase()]
  return item => {
    const found = readField(item, field)
    return typeof found === 'string' && matches?.(found, value) === true
  }
}

/** Reads `userId`, or `user.userId` of a nested item. */
const readField = (item: unknown, field: string): unknown =>
  field.split('.').reduce((value, key) => (isItem(value) ? value[key] : undefined), item)

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null
