import type { Catalogue } from '#messages/format'
import { addMessages, currentLocale } from './i18n.ts'

/** The texts of the session checks. A page that shows none loads none. */
const files = import.meta.glob<Catalogue['messages']>('../messages/checks/*.json', { import: 'default' })

/**
 * Adds the texts of the session checks to those of the page, in its language. A page does so before
 * it shows a check. Rejects if the file is missing.
 */
export async function loadCheckMessages(): Promise<void> {
  const [language = ''] = currentLocale().split('-')
  const load = [language, 'en'].map(name => files[`../messages/checks/${name}.json`]).find(Boolean)
  addMessages((await load?.()) ?? {})
}
