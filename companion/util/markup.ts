import { stripControlCharacters } from './text.ts'

/** Escapes what Markdown or HTML in it could take for its own, and makes it one line. */
export const escapeMarkdown = (text: string): string =>
  stripControlCharacters(text)
    .replace(/[\\`*_[\]<>|#~&]|^[-+=]/g, character => `\\${character}`)
    .replace(/^(\d+)([.)])/, '$1\\$2')

/** Returns a text as code, in a fence of more backticks than it has. */
export function toMarkdownCode(text: string): string {
  const clean = stripControlCharacters(text)
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence} ${clean} ${fence}`
}

/** Escapes a text for elements and attributes of HTML and XML. */
export const escapeMarkup = (text: string): string =>
  stripControlCharacters(text).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
