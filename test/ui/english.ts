import messages from '../../src/public/_locales/en/messages.json' with { type: 'json' }
import { speakWith } from '../../src/ui/texts.ts'
import { lookupIn } from '../gallery/speak.ts'

/** English, as the browser would look it up. */
export const english = lookupIn(messages)

speakWith(english)
