/** The bounds of a JSON text that is parsed at once. */
export interface JsonBounds {
  /** The number of lists and objects inside each other. */
  maxDepth: number
  /** The approximate number of values: each list, each object, and each value after a comma. */
  maxValues: number
}

/**
 * Returns the bound that a JSON text exceeds, or undefined if there is none. Stops at the first
 * excess, so that even a text of brackets costs little. `JSON.parse` needs up to a minute and
 * gigabytes for 64 MB of brackets, and answers nobody meanwhile.
 */
export function findExceededBound(
  json: string,
  { maxDepth, maxValues }: JsonBounds,
): keyof JsonBounds | undefined {
  let depth = 0
  let values = 0
  for (let index = 0; index < json.length; index += 1) {
    switch (json[index]) {
      case '"':
        index = findEndOfText(json, index)
        break
      case '[':
      case '{':
        depth += 1
        values += 1
        break
      case ']':
      case '}':
        depth -= 1
        break
      case ',':
        values += 1
        break
      default:
    }
    if (depth > maxDepth) return 'maxDepth'
    if (values > maxValues) return 'maxValues'
  }
  return undefined
}

/**
 * Returns the index of the quote that ends a text, or the end of the JSON. `indexOf` is ten times
 * faster than a loop that Node has not compiled yet.
 */
function findEndOfText(json: string, start: number): number {
  let end = start
  do end = json.indexOf('"', end + 1)
  while (end >= 0 && isEscaped(json, end))
  return end < 0 ? json.length : end
}

function isEscaped(json: string, index: number): boolean {
  let first = index
  while (json[first - 1] === '\\') first -= 1
  return (index - first) % 2 === 1
}
