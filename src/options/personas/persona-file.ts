import * as v from 'valibot'
import { errorMessage } from '#protocol/text'
import type { Persona } from '#shared/personas/persona'
import {
  type PersonaFileEntry,
  PersonaFileEntrySchema,
  toFileEntry,
} from '#shared/personas/persona-file-entry'
import { createIssue, toValidationIssue } from '#shared/to-validation-issue'
import type { ValidationIssue } from '#shared/validation-issue'

/** A file of people is far below; one above these is no list of personas, or meant to do harm. */
export const maxPersonas = 10_000
export const maxFileCharacters = 8_000_000

/** Why a file, or an entry of it, cannot be taken. The values are what its text names. */
export type FileError =
  | { reason: 'tooLarge'; limit: number }
  | { reason: 'tooMany'; count: number; limit: number }
  | { reason: 'notJson'; detail: string }
  | { reason: 'notOurs' }
  | { reason: 'newer'; version: number }

export interface RejectedEntry {
  /** Counted from 1, as people do. */
  number: number
  /** As far as it can be told. */
  label: string
  issue: ValidationIssue
}

export type FileReadResult =
  | { isRead: true; entries: PersonaFileEntry[]; refused: RejectedEntry[] }
  | { isRead: false; error: FileError }

const PersonaFileSchema = v.object({
  hubpass: v.literal('personas'),
  version: v.number(),
  personas: v.array(v.unknown()),
})

/** The personas of a file: those that can be taken, and why the others cannot. */
export function parsePersonaFile(text: string): FileReadResult {
  if (text.length > maxFileCharacters)
    return createFileError({ reason: 'tooLarge', limit: maxFileCharacters })
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (thrown) {
    return createFileError({ reason: 'notJson', detail: errorMessage(thrown) })
  }
  return parseContent(content)
}

function parseContent(content: unknown): FileReadResult {
  const frame = v.safeParse(PersonaFileSchema, content)
  if (!frame.success) return createFileError({ reason: 'notOurs' })
  const { version, personas } = frame.output
  if (version > 1) return createFileError({ reason: 'newer', version })
  if (personas.length > maxPersonas) {
    return createFileError({ reason: 'tooMany', count: personas.length, limit: maxPersonas })
  }
  return { isRead: true, ...parseEntries(personas) }
}

const createFileError = (error: FileError): FileReadResult => ({ isRead: false, error })

function parseEntries(personas: unknown[]): { entries: PersonaFileEntry[]; refused: RejectedEntry[] } {
  const entries: PersonaFileEntry[] = []
  const rejected: RejectedEntry[] = []
  const findDuplicate = createDuplicateFinder()
  for (const [index, persona] of personas.entries()) {
    const number = index + 1
    const parsed = v.safeParse(PersonaFileEntrySchema, persona)
    const reject = (issue: ValidationIssue) => rejected.push({ number, label: readLabel(persona), issue })
    if (!parsed.success) {
      reject(toValidationIssue('', parsed.issues[0]))
      continue
    }
    const duplicate = findDuplicate(parsed.output, number)
    if (duplicate === undefined) entries.push(parsed.output)
    else reject(createIssue('', 'twice', String(duplicate)))
  }
  return { entries, refused: rejected }
}

/**
 * Gives the number of the entry before that means the same persona, if there is one: by its id or, where one of the two has none,
 * by its label.
 */
function createDuplicateFinder(): (entry: PersonaFileEntry, number: number) => number | undefined {
  const byId = new Map<string, number>()
  const byLabel = new Map<string, number>()
  const byLabelWithoutId = new Map<string, number>()
  return ({ id, label }, number) => {
    const duplicate = id === undefined ? byLabel.get(label) : (byId.get(id) ?? byLabelWithoutId.get(label))
    if (duplicate !== undefined) return duplicate
    if (id === undefined) byLabelWithoutId.set(label, number)
    else byId.set(id, number)
    byLabel.set(label, number)
    return undefined
  }
}

const LabelledSchema = v.object({ label: v.string() })

function readLabel(persona: unknown): string {
  const parsed = v.safeParse(LabelledSchema, persona)
  return parsed.success ? parsed.output.label.slice(0, 80) : ''
}

/** The personas as a file that people can read, change and send. */
export const formatPersonaFile = (personas: readonly Persona[]): string =>
  `${JSON.stringify({ hubpass: 'personas', version: 1, personas: personas.map(toFileEntry) }, null, 2)}\n`
