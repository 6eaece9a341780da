import * as v from 'valibot'
import type { Persona } from '#shared/personas/persona'
import { fromFileEntry, PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import type { PolicyState } from '#shared/policy'
import { createIssue, toValidationIssue } from '#shared/to-validation-issue'
import type { ValidationIssue } from '#shared/validation-issue'

export interface Policy extends PolicyState {
  /** The personas of the organization, with ids that no other persona has. */
  personas: Persona[]
  problems: ValidationIssue[]
  /** Set if the organization leaves changes of sites to the command line. */
  addSites?: 'terminal'
}

const noDefaults: PolicyState['defaults'] = { site: '', prefix: '' }

const DefaultsSchema = v.strictObject({
  site: v.optional(v.string(), ''),
  prefix: v.optional(v.string(), ''),
})

/** The same limit as for a file of personas. */
const maxPersonas = 10_000

/**
 * Reads a policy as an administrator wrote it. Reports invalid entries as problems and skips only
 * those.
 */
export function readPolicy(managed: unknown): Policy {
  const { personas, defaults, addSites, ...others } = toEntries(managed)
  const problems: ValidationIssue[] = []
  const read: Policy = {
    personas: personas === undefined ? [] : readPersonas(personas, problems),
    defaults: defaults === undefined ? noDefaults : readDefaults(defaults, problems),
    ...readAddSites(addSites, problems),
    problems,
  }
  for (const name of Object.keys(others)) problems.push(createIssue(name, 'unknownSetting'))
  return read
}

const toEntries = (managed: unknown): Record<string, unknown> => {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), managed)
  return parsed.success ? parsed.output : {}
}

function readPersonas(received: unknown, problems: ValidationIssue[]): Persona[] {
  const list = v.safeParse(v.pipe(v.array(v.unknown()), v.maxLength(maxPersonas)), received)
  if (!list.success) problems.push(toValidationIssue('personas', list.issues[0]))
  const personas: Persona[] = []
  const pathById = new Map<string, string>()
  for (const [index, item] of (list.success ? list.output : []).entries()) {
    const path = `personas.${index}`
    const entry = v.safeParse(PersonaFileEntrySchema, item)
    if (!entry.success) problems.push(toValidationIssue(path, entry.issues[0]))
    else {
      const id = `policy:${entry.output.id ?? entry.output.label}`
      const firstPath = pathById.get(id)
      if (firstPath !== undefined) problems.push(createIssue(path, 'twice', firstPath))
      else {
        pathById.set(id, path)
        personas.push({ ...fromFileEntry(entry.output, id), isManaged: true })
      }
    }
  }
  return personas
}

/** An invalid value forbids, because somebody meant to. */
function readAddSites(received: unknown, problems: ValidationIssue[]): Pick<Policy, 'addSites'> {
  if (received === undefined || received === 'dialog') return {}
  const parsed = v.safeParse(v.literal('terminal'), received)
  if (!parsed.success) problems.push(toValidationIssue('addSites', parsed.issues[0]))
  return { addSites: 'terminal' }
}

function readDefaults(received: unknown, problems: ValidationIssue[]): PolicyState['defaults'] {
  const parsed = v.safeParse(DefaultsSchema, received)
  if (parsed.success) return parsed.output
  problems.push(toValidationIssue('defaults', parsed.issues[0]))
  return noDefaults
}
