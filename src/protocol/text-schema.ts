import * as v from 'valibot'
import { MessageSchema } from '#messages/message'

/** A text between processes: in English, or as a message for the language of the tester. */
export const TextSchema = v.union([v.string(), MessageSchema])
