/**
 * Returns one or two characters of a label in any script: of its first and last word, or the first
 * two of its only word.
 */
export function getInitials(label: string): string {
  const words = label.split(/[\s\p{P}]+/u).filter(word => word !== '')
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined) return splitCharacters(label.trim())[0] ?? ''
  const [one, two] = splitCharacters(first)
  return `${one}${(words.length === 1 ? two : splitCharacters(last)[0]) ?? ''}`.toLocaleUpperCase()
}

/** Splits a text into characters as people see them, such as a letter with its accents. */
const splitCharacters = (text: string): string[] =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
