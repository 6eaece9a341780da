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

/** Real files are far smaller. A larger one is not a persona file, or is malicious. */
export const maxPersonas = 10_000
export const maxFileCharacters = 8_000_000

/** The reason why a file cannot be imported, with the values of its text. */
export type FileError =
  | { reason: 'tooLarge'; limit: number }
  | { reason: 'tooMany'; count: number; limit: number }
  | { reason: 'notUtf8' }
  | { reason: 'notJson'; detail: string }
  | { reason: 'notOurs' }
  | { reason: 'newer'; version: number }

export interface RejectedEntry {
  /** Starts at 1. */
  number: number
  /** Empty if the entry has no readable label. */
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

/**
 * Decodes and parses a persona file: UTF-8, or UTF-16 with a byte order mark. Other text, for
 * example in a Windows code page, would give other names without an error.
 */
export function readPersonaFile(bytes: Uint8Array): FileReadResult {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return createFileError({ reason: 'notUtf8' })
  }
  return parsePersonaFile(text)
}

/** Parses a persona file into valid entries and rejected ones. */
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
 * Returns a function that finds an earlier entry for the same persona: by id or, if either has
 * none, by label.
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

/** Formats personas as a file that people can read and edit. */
export const formatPersonaFile = (personas: readonly Persona[]): string =>
  `${JSON.stringify({ hubpass: 'personas', version: 1, personas: personas.map(toFileEntry) }, null, 2)}\n`
