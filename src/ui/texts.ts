import type { ComponentChildren } from 'preact'
import type messages from '../public/_locales/en/messages.json'

/** A text of `_locales`; English has them all. */
export type TextKey = keyof typeof messages

/** As `browser.i18n.getMessage`: `$1` to `$9` of the text are replaced by the values. */
export type Lookup = (key: TextKey, values: string[]) => string

let lookup: Lookup = key => key

let locale = 'en'

/** Told once, before the first page is drawn, where texts come from, and in which language the browser itself speaks. */
export function speakWith(texts: Lookup, browsersLanguage = 'en'): void {
  lookup = texts
  const language = text('language')
  locale = browsersLanguage.startsWith(language) ? browsersLanguage : language
}

/** For numbers and dates: the language of the texts, in the browser's own variety of it. */
export const localeOfTexts = (): string => locale

/** A text in the tester's language, with numbers as they are written there. */
export const text = (key: TextKey, ...values: (string | number)[]): string =>
  lookup(
    key,
    values.map(value => value.toLocaleString(locale)),
  )

/** A text in pieces, with elements in the places of `$1` to `$9`: word order belongs to the translator. */
export function textAround(key: TextKey, ...elements: ComponentChildren[]): ComponentChildren[] {
  const marks = elements.map((_, index) => mark(index))
  return lookup(key, marks)
    .split(/(\uE000\d)/)
    .map(piece => (piece.startsWith('\uE000') ? elements[Number(piece.slice(1))] : piece))
}

/** A character for private use, which no text has. */
const mark = (index: number): string => `\uE000${index}`
