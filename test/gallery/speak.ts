import german from '../../src/public/_locales/de/messages.json' with { type: 'json' }
import english from '../../src/public/_locales/en/messages.json' with { type: 'json' }
import french from '../../src/public/_locales/fr/messages.json' with { type: 'json' }
import japanese from '../../src/public/_locales/ja/messages.json' with { type: 'json' }
import { type Lookup, speakWith } from '../../src/ui/texts.ts'
import { withValues } from '../../src/ui/with-values.ts'

type Messages = Record<string, { message: string }>

/** The languages of `_locales`, by the names that browsers know. */
export const languages: Record<string, Messages> = {
  en: english,
  de: german,
  fr: french,
  ja: japanese,
}

/** Texts of one language, as a browser would look them up: English where it has none. */
export const lookupIn = (messages: Messages): Lookup => {
  const all: Messages = { ...english, ...messages }
  return (key, values) => withValues(all[key]?.message ?? '', values)
}

/** The language that the address of a gallery's page asks for: `?lang=de`. */
export function speakAsAsked(): void {
  const language = new URLSearchParams(location.search).get('lang') ?? 'en'
  document.documentElement.lang = language
  speakWith(lookupIn(languages[language] ?? english), language)
}
