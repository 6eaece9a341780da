import * as v from 'valibot'
import type english from './en.json'

type Entry = keyof typeof english

type PluralOf<Name extends string> = Name extends `${infer Key}.other` ? Key : never

/** The name of a text. One with plural forms goes by the name that they share. */
export type MessageKey = Exclude<Entry, `${string}.one` | `${string}.other`> | PluralOf<Entry>

/** A text that is not yet in a language: its name, and what stands in its placeholders. */
export interface Message {
  id: string
  values: Values
}

/** Numbers are written as the language does. A message inside another loses its period. */
export type Value = string | number | Message | readonly Value[]

/** By the names of placeholders. `count` also chooses the plural form. */
export type Values = Readonly<Record<string, Value>>

/** Words that Hubpass has in every language, or somebody else's as they are. */
export type Text = string | Message

export const message = (id: MessageKey, values: Values = {}): Message => ({ id, values })

/** Whether it is that message, whatever its values are. */
export const hasId = ({ id }: Message, expected: MessageKey): boolean => id === expected

/** A message as it crosses a process or a store. Another version may know other names. */
export const MessageSchema: v.GenericSchema<Message> = v.object({
  id: v.string(),
  values: v.record(
    v.string(),
    v.lazy(() => ValueSchema),
  ),
})

export const ValueSchema: v.GenericSchema<Value> = v.union([
  v.string(),
  v.number(),
  MessageSchema,
  v.array(v.lazy(() => ValueSchema)),
])

export const isMessage = (value: unknown): value is Message => v.is(MessageSchema, value)

/** Whether a value is a message, or a list with one in it. */
export const containsMessage = (value: unknown): value is Value =>
  v.is(ValueSchema, value) && (Array.isArray(value) ? value.some(isMessage) : isMessage(value))
