import { catalogues } from '#messages/catalogues'
import type { Catalogue } from '#messages/format'

export { findDialog } from './find-dialog.ts'

/** Returns the texts in the language of the system, or else in English. */
export function readSystemCatalogue(locale = Intl.DateTimeFormat().resolvedOptions().locale): Catalogue {
  const language = locale.split('-')[0] ?? ''
  const messages = Object.hasOwn(catalogues, language) ? catalogues[language] : undefined
  return messages === undefined ? { locale: 'en', messages: catalogues.en ?? {} } : { locale, messages }
}
