import { setCatalogue } from '#ui/i18n.ts'
import german from '../../src/messages/de.json' with { type: 'json' }
import english from '../../src/messages/en.json' with { type: 'json' }
import french from '../../src/messages/fr.json' with { type: 'json' }
import japanese from '../../src/messages/ja.json' with { type: 'json' }

/** The message catalogues by language. */
export const catalogues: Record<string, Record<string, string>> = {
  en: english,
  de: german,
  fr: french,
  ja: japanese,
}

export const setLanguage = (language: string): void => setCatalogue(catalogues[language] ?? english, language)

/** Applies the language in the address of a story page: `?lang=de`. */
export function applyLocaleFromUrl(): void {
  const language = new URLSearchParams(location.search).get('lang') ?? 'en'
  document.documentElement.lang = language
  setLanguage(language)
}
