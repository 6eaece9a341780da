import { english } from '../english.ts'
import { type Catalogue, formatMessage } from '../format.ts'
import type { Text } from '../message.ts'
import checks from './en.json' with { type: 'json' }

/** The texts of the session checks, and those of the findings that they quote. */
const catalogue: Catalogue = { ...english, messages: { ...english.messages, ...checks } }

/** The texts of the session checks by their ids. Some have placeholders. */
export const checkTexts: Readonly<Record<string, string | undefined>> = checks

/** Returns a text of a session check in English, the language of the command line and of evidence. */
export const inEnglish = (text: Text): string =>
  typeof text === 'string' ? text : formatMessage(catalogue, text)
