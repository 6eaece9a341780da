import type { KeyOf, Message, Values } from '../message.ts'
import type english from './en.json'

type Entry = keyof typeof english

/** The id of a text of the session checks. */
export type CheckMessageKey = KeyOf<Entry>

/** The id of a session check: `SC-01`. */
export type CheckId = Entry extends infer Key ? (Key extends `check.${infer Id}.title` ? Id : never) : never

/** Returns a text of the session checks. Its catalogues are apart, because only some pages need them. */
export const say = (id: CheckMessageKey, values: Values = {}): Message => ({ id, values })
