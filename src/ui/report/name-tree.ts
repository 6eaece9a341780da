/** Names by their characters. */
interface NameTree {
  next: Map<string, NameTree>
  /** The name that ends here. */
  name?: string
}

/** A name in a text, with the characters around it. */
export interface FoundName {
  /** As in the text. */
  text: string
  /** As it was given. */
  name: string
  before: string | undefined
  after: string | undefined
}

/**
 * Returns a function that replaces each name that is a whole word of a text, whatever its case. A
 * longer name takes precedence. Its time grows with the text, not with the number of names.
 */
export function createNameReplacer(
  names: readonly string[],
): (text: string, replace: (found: FoundName) => string) => string {
  const tree = createTree(names)
  return (text, replace) => {
    const characters = [...text]
    let result = ''
    for (let index = 0; index < characters.length; ) {
      const found = isInWord(characters[index - 1]) ? undefined : findLongest(tree, characters, index)
      const end = found?.end ?? index + 1
      const original = characters.slice(index, end).join('')
      result +=
        found === undefined
          ? original
          : replace({
              text: original,
              name: found.name,
              before: characters[index - 1],
              after: characters[end],
            })
      index = end
    }
    return result
  }
}

function createTree(names: readonly string[]): NameTree {
  const root: NameTree = { next: new Map() }
  for (const name of names) {
    let node = root
    for (const character of name) {
      const key = unifyCase(character)
      const next = node.next.get(key) ?? { next: new Map() }
      node.next.set(key, next)
      node = next
    }
    node.name ??= name
  }
  return root
}

function findLongest(
  tree: NameTree,
  characters: readonly string[],
  start: number,
): { name: string; end: number } | undefined {
  let longest: { name: string; end: number } | undefined
  let node: NameTree | undefined = tree
  for (let end = start; node !== undefined; end += 1) {
    if (node.name !== undefined && end > start && !isInWord(characters[end]))
      longest = { name: node.name, end }
    const character = characters[end]
    node = character === undefined ? undefined : node.next.get(unifyCase(character))
  }
  return longest
}

const isInWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character)

/** Upper case first: it unites more characters, such as the two small sigmas. */
const unifyCase = (character: string): string => character.toUpperCase().toLowerCase()
