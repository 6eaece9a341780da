/*
 * Finds names in texts that others wrote, in time proportional to their length. A text is split at
 * delimiters; an expression may only match a run of characters or a fixed beginning, because others
 * backtrack.
 */

/** A directory and an id, or a mailbox and its host. */
export type NamePair = [string, string]

/** Finds `DIR\id` as the whole text, in quotes, or between white space and punctuation. */
export const findUserNames = (text: string): NamePair[] =>
  [...findWholeName(text), ...findQuotedNames(text), ...findWordPairs(text)].map(([directory, id]) => [
    directory,
    trimEnd(id, '.…'),
  ])

/** Accepts an id of up to three words. */
function findWholeName(text: string): NamePair[] {
  const [directory = '', id = '', ...others] = text.split('\\')
  const words = id.split(' ')
  const isName =
    others.length === 0 && words.length <= 3 && [directory, ...words].every(word => /^[^\s"]+$/.test(word))
  return isName ? [[directory, id]] : []
}

function findQuotedNames(text: string): NamePair[] {
  const names: NamePair[] = []
  const pieces = text.split('"')
  for (let index = 1; index < pieces.length - 1; index += 1) {
    const [directory = '', id = '', ...others] = pieces[index]?.split('\\') ?? []
    if (directory === '' || id === '' || others.length > 0) continue
    names.push([directory, id])
    // The closing quote opens no other name.
    index += 1
  }
  return names
}

const findWordPairs = (text: string): NamePair[] =>
  text.split(/[\s"'/,;:()]+/).flatMap(word => findPairs(word.split('\\'), part => part))

/** Finds the user and the host of mail addresses such as `anna@example.com`. */
export const findMailboxes = (text: string): NamePair[] =>
  text.split(/[\s"'<>()[\],;:=/\\]+/).flatMap(word => findPairs(word.split('@'), toHost))

/** Returns the adjacent parts that are not empty, each part once. */
function findPairs(parts: string[], toSecond: (part: string) => string): NamePair[] {
  const pairs: NamePair[] = []
  for (let index = 0; index + 1 < parts.length; index += 1) {
    const first = parts[index] ?? ''
    const second = toSecond(parts[index + 1] ?? '')
    if (first === '' || second === '') continue
    pairs.push([first, second])
    index += 1
  }
  return pairs
}

const toHost = (text: string): string => trimEnd(/^(?![.-])[\p{L}\p{N}.-]+/u.exec(text)?.[0] ?? '', '.-')

/** Finds the owners of home folders in paths. */
export const findHomeFolders = (text: string): string[] =>
  [...text.matchAll(/[/\\](?:home|users)[/\\]([^/\\\s"]+)/gi)].map(([, name = '']) => name)

/**
 * Finds hosts in URLs, in `host:port`, and in the names of certificates and their authorities. Also
 * finds a text that is only a host name, and names with at least three labels.
 */
export const findHosts = (text: string): string[] => [
  ...(isHostName(text) ? [text] : []),
  ...findUrlHosts(text),
  ...[...text.matchAll(/CN=([^,"+\s]+)/gi)].map(([, name = '']) => name),
  ...[...text.matchAll(/[\p{L}\p{N}.-]+/gu)].flatMap(({ 0: word, index }) => [
    ...findHostBeforePort(word, text.slice(index + word.length, index + word.length + 7)),
    ...findAuthorityHost(word),
    ...findDottedNames(word),
  ]),
]

function findUrlHosts(text: string): string[] {
  const pieces = text.split('://')
  return pieces.slice(1).flatMap((piece, index) => {
    const isUrl = /[a-z*]/i.test(pieces[index]?.at(-1) ?? '')
    return (isUrl && /^[^\s/:"'<>),]+/.exec(piece)) || []
  })
}

const findHostBeforePort = (word: string, rest: string): string[] =>
  /^[\p{L}\p{N}]/u.test(word) && /^:\d{2,5}(?!\d)/.test(rest) ? [word] : []

/** Returns the host in a name such as `qlik01-CA`. */
function findAuthorityHost(word: string): string[] {
  if (!/^[\p{L}\p{N}]/u.test(word)) return []
  for (let end = word.lastIndexOf('-CA'); end > 0; end = word.lastIndexOf('-CA', end - 1))
    if (!/^[\p{L}\p{N}]/u.test(word.slice(end + 3, end + 5))) return [word.slice(0, end)]
  return []
}

function isHostName(text: string): boolean {
  const labels = text.split('.')
  return (
    labels.length > 1 &&
    labels.every(label => /^[\p{L}\p{N}-]+$/u.test(label)) &&
    /^\p{L}{2,}$/u.test(labels.at(-1) ?? '')
  )
}

/** Returns the longest names in a word whose labels are separated by single dots. */
const findDottedNames = (word: string): string[] =>
  word.split('..').flatMap(part => {
    const labels = part.split('.').filter(label => label !== '')
    const last = labels.findLastIndex((label, index) => index > 1 && getTopLevel(label) !== undefined)
    const topLevel = getTopLevel(labels[last] ?? '')
    return topLevel === undefined ? [] : [[...labels.slice(0, last), topLevel].join('.')]
  })

/** Returns the letters that can end a host name, as in `com-x`. */
const getTopLevel = (label: string): string | undefined => /^\p{L}{2,}(?![\p{L}\p{N}])/u.exec(label)?.[0]

function trimEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
