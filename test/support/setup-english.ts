import { setCatalogue } from '#ui/i18n.ts'
import messages from '../../src/public/_locales/en/messages.json' with { type: 'json' }
import { createLookup } from '../stories/locales.ts'

/** English, as the browser would look it up. */
export const englishLookup = createLookup(messages)

setCatalogue(englishLookup)
