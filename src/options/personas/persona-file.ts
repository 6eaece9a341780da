import * as v from 'valibot'
import { messageOf } from '#protocol/message-of'
import { type EntryTrouble, trouble, troubleOf } from '#shared/entry-trouble'
import type { Persona } from '#shared/persona'
import { entryOf, type PersonaEntry, PersonaEntrySchema } from '#shared/persona-entry'

/** A file of people is far below; one above these is no list of personas, or meant to do harm. */
export const maxPersonas = 10_000
export const maxFileCharacters = 8_000_000

/** Why a file, or an entry of it, cannot be taken. The values are what its text names. */
export type Trouble =
  | { why: 'tooLarge'; limit: number }
  | { why: 'tooMany'; count: number; limit: number }
  | { why: 'notJson'; detail: string }
  | { why: 'notOurs' }
  | { why: 'newer'; version: number }

export interface RefusedEntry {
  /** Counted from 1, as people do. */
  number: number
  /** As far as it can be told. */
  label: string
  trouble: EntryTrouble
}

export type ReadFile =
  | { isRead: true; entries: PersonaEntry[]; refused: RefusedEntry[] }
  | { isRead: false; trouble: Trouble }

const FrameSchema = v.object({
  hubpass: v.literal('personas'),
  version: v.number(),
  personas: v.array(v.unknown()),
})

/** The personas of a file: those that can be taken, and why the others cannot. */
export function readPersonaFile(text: string): ReadFile {
  if (text.length > maxFileCharacters) return notRead({ why: 'tooLarge', limit: maxFileCharacters })
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (thrown) {
    return notRead({ why: 'notJson', detail: messageOf(thrown) })
  }
  return readContent(content)
}

function readContent(content: unknown): ReadFile {
  const frame = v.safeParse(FrameSchema, content)
  if (!frame.success) return notRead({ why: 'notOurs' })
  const { version, personas } = frame.output
  if (version > 1) return notRead({ why: 'newer', version })
  if (personas.length > maxPersonas) {
    return notRead({ why: 'tooMany', count: personas.length, limit: maxPersonas })
  }
  return { isRead: true, ...readEntries(personas) }
}

const notRead = (trouble: Trouble): ReadFile => ({ isRead: false, trouble })

function readEntries(personas: unknown[]): { entries: PersonaEntry[]; refused: RefusedEntry[] } {
  const entries: PersonaEntry[] = []
  const refused: RefusedEntry[] = []
  const doubleOf = findDoubles()
  for (const [index, persona] of personas.entries()) {
    const number = index + 1
    const parsed = v.safeParse(PersonaEntrySchema, persona)
    const refuse = (trouble: EntryTrouble) => refused.push({ number, label: labelOf(persona), trouble })
    if (!parsed.success) {
      refuse(troubleOf('', parsed.issues[0]))
      continue
    }
    const double = doubleOf(parsed.output, number)
    if (double === undefined) entries.push(parsed.output)
    else refuse(trouble('', 'twice', String(double)))
  }
  return { entries, refused }
}

/**
 * Gives the number of the entry before that means the same persona, if there is one: by its id or, where one of the two has none,
 * by its label.
 */
function findDoubles(): (entry: PersonaEntry, number: number) => number | undefined {
  const byId = new Map<string, number>()
  const byLabel = new Map<string, number>()
  const byLabelAlone = new Map<string, number>()
  return ({ id, label }, number) => {
    const double = id === undefined ? byLabel.get(label) : (byId.get(id) ?? byLabelAlone.get(label))
    if (double !== undefined) return double
    if (id === undefined) byLabelAlone.set(label, number)
    else byId.set(id, number)
    byLabel.set(label, number)
    return undefined
  }
}

const LabelledSchema = v.object({ label: v.string() })

function labelOf(persona: unknown): string {
  const parsed = v.safeParse(LabelledSchema, persona)
  return parsed.success ? parsed.output.label.slice(0, 80) : ''
}

/** The personas as a file that people can read, change and send. */
export const writePersonaFile = (personas: readonly Persona[]): string =>
  `${JSON.stringify({ hubpass: 'personas', version: 1, personas: personas.map(entryOf) }, null, 2)}\n`
