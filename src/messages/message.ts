import * as v from 'valibot'
import type english from './en.json'

type Entry = keyof typeof english

type PluralOf<Name extends string> = Name extends `${infer Key}.other` ? Key : never

/** The ids of the texts with these names. Plural forms share one id. */
export type KeyOf<Name extends string> = Exclude<Name, `${string}.one` | `${string}.other`> | PluralOf<Name>

/** The id of a text of the catalogues that every page loads. */
export type MessageKey = KeyOf<Entry>

/** A text independent of the language: its id and the values of its placeholders. */
export interface Message {
  id: string
  values: Values
}

/** A value of a placeholder. Numbers are localized. A message inside another loses its period. */
export type Value = string | number | Message | readonly Value[]

/** The values by placeholder name. `count` also selects the plural form. */
export type Values = Readonly<Record<string, Value>>

/** A message of Hubpass, or a text from elsewhere, which is not translated. */
export type Text = string | Message

export const message = (id: MessageKey, values: Values = {}): Message => ({ id, values })

/** Returns whether a message has the id, with any values. */
export const hasId = ({ id }: Message, expected: MessageKey): boolean => id === expected

const toMessageSchema = (value: v.GenericSchema<Value>): v.GenericSchema<Message> =>
  v.object({
    id: v.string(),
    // Lazy, because the levels written out would fill pages.
    values: v.record(
      v.string(),
      v.lazy(() => value),
    ),
  })

/**
 * Far above any text of Hubpass. Another program could send a value that is deep enough to exhaust
 * the stack.
 */
const maxDepth = 10

export const ValueSchema = Array.from({ length: maxDepth }).reduce<v.GenericSchema<Value>>(
  inner => v.union([v.string(), v.number(), toMessageSchema(inner), v.array(inner)]),
  v.union([v.string(), v.number()]),
)

/** A message between processes or in a store. Another version may have other ids. */
export const MessageSchema = toMessageSchema(ValueSchema)

export const isMessage = (value: unknown): value is Message => v.is(MessageSchema, value)

/** Returns whether a value is a message or a list that contains one. */
export const containsMessage = (value: unknown): value is Value =>
  v.is(ValueSchema, value) && (Array.isArray(value) ? value.some(isMessage) : isMessage(value))
