import { isPrintableAscii } from '#protocol/text'
import { stripControlCharacters } from '../../util/text.ts'

/**
 * Returns a value whose texts are single lines that fit into every report: without control characters and
 * without the code points that XML does not know. A journal may have been edited.
 */
export function cleanTexts<T>(value: T): T
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return cleanLine(value)
  if (Array.isArray(value)) return value.map(each => cleanTexts<unknown>(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleanTexts<unknown>(each)]))
}

function cleanLine(text: string): string {
  if (isPrintableAscii(text) && !text.includes('\n')) return text
  return stripControlCharacters(text.toWellFormed()).replace(/[\ufffe\uffff]/g, '\ufffd')
}
