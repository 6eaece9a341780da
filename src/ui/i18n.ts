import type { ComponentChildren } from 'preact'
import type messages from '../public/_locales/en/messages.json'

/** A text of `_locales`; English has them all. */
export type MessageKey = keyof typeof messages

/** As `browser.i18n.getMessage`: `$1` to `$9` of the text are replaced by the values. */
export type MessageLookup = (key: MessageKey, values: string[]) => string

let lookup: MessageLookup = key => key

let locale = 'en'

/** Told once, before the first page is drawn, where texts come from, and in which language the browser itself speaks. */
export function setCatalogue(messageLookup: MessageLookup, browserLanguage = 'en'): void {
  lookup = messageLookup
  const language = t('language')
  locale = browserLanguage.startsWith(language) ? browserLanguage : language
}

/** For numbers and dates: the language of the texts, in the browser's own variety of it. */
export const currentLocale = (): string => locale

/** A text in the tester's language, with numbers as they are written there. */
export const t = (key: MessageKey, ...values: (string | number)[]): string =>
  lookup(
    key,
    values.map(value => value.toLocaleString(locale)),
  )

/** A text in pieces, with elements in the places of `$1` to `$9`: word order belongs to the translator. */
export function tRich(key: MessageKey, ...elements: ComponentChildren[]): ComponentChildren[] {
  const placeholders = elements.map((_, index) => placeholderFor(index))
  return lookup(key, placeholders)
    .split(/(\uE000\d)/)
    .map(piece => (piece.startsWith('\uE000') ? elements[Number(piece.slice(1))] : piece))
}

/** A character for private use, which no text has. */
const placeholderFor = (index: number): string => `\uE000${index}`
