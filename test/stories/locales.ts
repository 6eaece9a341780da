import { type MessageLookup, setCatalogue } from '#ui/i18n.ts'
import { interpolate } from '#ui/with-values.ts'
import german from '../../src/public/_locales/de/messages.json' with { type: 'json' }
import english from '../../src/public/_locales/en/messages.json' with { type: 'json' }
import french from '../../src/public/_locales/fr/messages.json' with { type: 'json' }
import japanese from '../../src/public/_locales/ja/messages.json' with { type: 'json' }

type Messages = Record<string, { message: string }>

/** The languages of `_locales`, by the names that browsers know. */
export const catalogues: Record<string, Messages> = {
  en: english,
  de: german,
  fr: french,
  ja: japanese,
}

/** Texts of one language, as a browser would look them up: English where it has none. */
export const createLookup = (messages: Messages): MessageLookup => {
  const all: Messages = { ...english, ...messages }
  return (key, values) => interpolate(all[key]?.message ?? '', values)
}

/** The language that the address of a gallery's page asks for: `?lang=de`. */
export function applyLocaleFromUrl(): void {
  const language = new URLSearchParams(location.search).get('lang') ?? 'en'
  document.documentElement.lang = language
  setCatalogue(createLookup(catalogues[language] ?? english), language)
}
