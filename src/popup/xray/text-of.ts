import type { Text } from '#messages/message'
import { textOfMessage } from '#ui/i18n.ts'

/** Returns a text of the companion in the tester's language; in English if it has no other. */
export const textOf = (text: Text): string =>
  typeof text === 'string' ? text : (textOfMessage(text) ?? text.id)

/** Returns the language of a text that is not translated. */
export const languageOf = (text: Text): string | undefined => (typeof text === 'string' ? 'en' : undefined)
