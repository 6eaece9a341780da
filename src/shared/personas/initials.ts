/** One or two characters for a label in any script: of its first and last word, or the first two of its only one. */
export function getInitials(label: string): string {
  const words = label.split(/[\s\p{P}]+/u).filter(word => word !== '')
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined) return splitCharacters(label.trim())[0] ?? ''
  const [one, two] = splitCharacters(first)
  return `${one}${(words.length === 1 ? two : splitCharacters(last)[0]) ?? ''}`.toLocaleUpperCase()
}

/** As people see them: a letter with its marks is one. */
const splitCharacters = (text: string): string[] =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
