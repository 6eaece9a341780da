import * as v from 'valibot'
import { type Message, type MessageKey, message, type Value } from '#messages/message'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import { FindingSchema } from '#protocol/messages'

/** A note as earlier versions stored it: positional values, then the message of a finding. */
const StoredNoteSchema = v.object({
  id: v.string(),
  values: v.array(v.string()),
  because: v.optional(FindingSchema),
})

/** The message of each earlier note, and the names of its values. */
const messagesByNote: Record<string, [MessageKey, ...string[]]> = {
  Version: ['note.version', 'version'],
  Issued: ['note.issued', 'issuer', 'until'],
  HadSession: ['note.hadSession'],
  NotLinked: ['note.notLinked'],
  Permission: ['note.permission', 'origin'],
  AllFromQmc: ['note.allFromQmc', 'cookie'],
  AllTyped: ['note.allTyped', 'cookie'],
  AllByDefault: ['note.allByDefault', 'cookie'],
  FromQmc: ['note.fromQmc', 'values'],
  Typed: ['note.typed', 'values'],
  ByDefault: ['note.byDefault', 'values'],
  NotTyped: ['note.notTyped', 'name'],
  InPlaceOfOne: ['note.inPlaceOf'],
  InPlaceOf: ['note.inPlaceOf', 'count'],
  NoSettings: ['note.noSettings', 'reason'],
  NotRemembered: ['note.notRemembered'],
  CookiesChanged: ['note.cookiesChanged', 'reason'],
  SessionRemains: ['note.sessionRemains', 'reason'],
}

/** The fields of the messages by those that held the notes. */
const messageKeys = new Map([
  ['said', 'noteMessages'],
  ['leftBehindSaid', 'leftBehindMessages'],
])

/** Replaces the notes of earlier versions in stored runs by messages. */
export function migrateNotes(stored: unknown): unknown {
  if (Array.isArray(stored)) return stored.map(migrateNotes)
  if (typeof stored !== 'object' || stored === null) return stored
  return Object.fromEntries(
    Object.entries(stored).map(([key, value]) => {
      const messagesKey = messageKeys.get(key)
      return messagesKey !== undefined && Array.isArray(value)
        ? [messagesKey, value.map(toMessage)]
        : [key, migrateNotes(value)]
    }),
  )
}

/** Returns anything but a known note of an earlier version unchanged. */
function toMessage(note: unknown): unknown {
  const { success, output } = v.safeParse(StoredNoteSchema, note)
  const known = success && Object.hasOwn(messagesByNote, output.id) ? messagesByNote[output.id] : undefined
  return success && known !== undefined ? nameStoredValues(output, known) : note
}

function nameStoredValues(
  { id, values, because }: v.InferOutput<typeof StoredNoteSchema>,
  [key, ...names]: [MessageKey, ...string[]],
): Message {
  if (key === 'note.inPlaceOf') return message(key, { count: id === 'InPlaceOfOne' ? 1 : Number(values[0]) })
  const given: Value[] = because === undefined ? values : [...values, reasonOfFinding(because)]
  return message(key, Object.fromEntries(names.map((name, index) => [name, given[index] ?? ''])))
}
