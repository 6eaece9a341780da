import messages from './en.json' with { type: 'json' }
import type { Catalogue } from './format.ts'

/** The language of the command line, of reports, and of texts for other versions. */
export const english: Catalogue = { locale: 'en', messages }
