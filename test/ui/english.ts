import messages from '../../src/public/_locales/en/messages.json' with { type: 'json' }
import { type Lookup, speakWith } from '../../src/ui/texts.ts'

/** English, as the browser would look it up. */
export const english: Lookup = (key, values) =>
  messages[key].message.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '')

speakWith(english)
