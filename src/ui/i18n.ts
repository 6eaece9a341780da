import type { ComponentChildren } from 'preact'
import { type Catalogue, formatMessage, isKnown } from '#messages/format'
import type { Message, MessageKey, Values } from '#messages/message'
import { formatFinding } from '#protocol/findings/format-finding'
import type { BareFinding, Finding, FindingText } from '#protocol/findings/index'

let catalogue: Catalogue = { locale: 'en', messages: {} }

/** Sets the texts before the first render, and the locale of the browser. */
export function setCatalogue(
  messages: Catalogue['messages'],
  language: string,
  browserLanguage = language,
): void {
  const locale = browserLanguage.startsWith(language) ? browserLanguage : language
  catalogue = {
    locale,
    messages,
    formatDate: moment => moment.toLocaleDateString(locale, { dateStyle: 'medium' }),
  }
}

/** Adds texts that only a part of a page needs. */
export function addMessages(messages: Catalogue['messages']): void {
  catalogue = { ...catalogue, messages: { ...catalogue.messages, ...messages } }
}

/** Returns the locale for numbers and dates: the language of the texts in the browser's variant. */
export const currentLocale = (): string => catalogue.locale

/** Returns a text in the tester's language. */
export const t = (id: MessageKey, values: Values = {}): string => formatMessage(catalogue, { id, values })

/** Returns a text with elements in its placeholders, in the translator's word order. */
export function tRich(
  id: MessageKey,
  elements: Readonly<Record<string, ComponentChildren>>,
): ComponentChildren[] {
  const names = Object.keys(elements)
  const placeholders = Object.fromEntries(names.map((name, index) => [name, placeholderFor(index)]))
  return t(id, placeholders)
    .split(/(\uE000\d)/)
    .map(piece => (piece.startsWith('\uE000') ? elements[names[Number(piece.slice(1))] ?? ''] : piece))
}

/** A private-use character, which no text contains. */
const placeholderFor = (index: number): string => `\uE000${index}`

/** Returns the text of a message; undefined for a message of another version. */
export const textOfMessage = (message: Message): string | undefined =>
  isKnown(catalogue, message) ? formatMessage(catalogue, message) : undefined

/** Returns the texts of a finding, in English for a finding of another version. */
export const textsOf = (finding: Finding): FindingText => formatFinding(catalogue, finding) ?? finding

/** Returns the texts of a finding that was created in this page. */
export const textsOfBare = (finding: BareFinding): FindingText =>
  formatFinding(catalogue, finding) ?? { message: finding.code, remedy: '' }
