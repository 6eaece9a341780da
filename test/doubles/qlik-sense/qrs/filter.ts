import * as v from 'valibot'

/** Thrown for a filter that the double does not support. */
export class FilterNotUnderstood extends Error {}

type Item = Readonly<Record<string, unknown>>
type Predicate = (item: Item) => boolean

const CONDITION = /^[\s(]*(\w+(?:\.\w+)?) eq '((?:[^']|'')*)'[\s)]*$/i

/**
 * Parses `prefix eq 'x'`, and several of these joined by `and`, as clients send them
 * (docs/facts/qlik-sense.md §4.3).
 */
export function parseFilter(filter: string | undefined): Predicate {
  if (filter === undefined) return () => true
  const tests = filter.split(/ and /i).map(parseCondition)
  return item => tests.every(test => test(item))
}

function parseCondition(words: string): Predicate {
  const parts = v.safeParse(v.tuple([v.string(), v.string(), v.string()]), CONDITION.exec(words)?.slice())
  if (!parts.success) throw new FilterNotUnderstood(`The filter is not understood: ${words}`)
  const [, field, quoted] = parts.output
  const value = quoted.replaceAll("''", "'")
  return item => readField(item, field) === value
}

/** Reads `userId`, or `user.userId` of an item with a user. */
function readField(item: Item, field: string): unknown {
  const [first = '', second] = field.split('.')
  const value = item[first]
  if (second === undefined) return value
  return typeof value === 'object' && value !== null ? Reflect.get(value, second) : undefined
}
