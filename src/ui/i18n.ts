import type { ComponentChildren } from 'preact'
import { type Catalogue, formatMessage, isKnown } from '#messages/format'
import type { Message, MessageKey, Values } from '#messages/message'
import type { BareFinding, Finding, FindingText } from '#protocol/findings/index'
import { formatFinding } from '#protocol/format-finding'

let catalogue: Catalogue = { locale: 'en', messages: {} }

/** Sets the texts, before the first page is drawn, and the language that the browser itself speaks. */
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

/** For numbers and dates: the language of the texts, in the browser's own variety of it. */
export const currentLocale = (): string => catalogue.locale

/** A text in the tester's language. */
export const t = (id: MessageKey, values: Values = {}): string => formatMessage(catalogue, { id, values })

/** A text in pieces, with elements in its placeholders: word order belongs to the translator. */
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

/** A character for private use, which no text has. */
const placeholderFor = (index: number): string => `\uE000${index}`

/** The text of a message from elsewhere; undefined where another version made it, so that it is not known here. */
export const textOfMessage = (message: Message): string | undefined =>
  isKnown(catalogue, message) ? formatMessage(catalogue, message) : undefined

/** A finding's texts in the tester's language; in English where another version made it. */
export const textsOf = (finding: Finding): FindingText => formatFinding(catalogue, finding) ?? finding

/** The same for one that was made here. */
export const textsOfBare = (finding: BareFinding): FindingText =>
  formatFinding(catalogue, finding) ?? { message: finding.code, remedy: '' }
