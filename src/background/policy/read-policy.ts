import * as v from 'valibot'
import { type EntryTrouble, trouble, troubleOf } from '#shared/entry-trouble'
import type { Persona } from '#shared/persona'
import { PersonaEntrySchema, personaOf } from '#shared/persona-entry'
import type { PolicyState } from '#shared/policy'

export interface Policy extends PolicyState {
  /** With ids that no tester's persona has. */
  personas: Persona[]
  problems: EntryTrouble[]
}

const noDefaults: PolicyState['defaults'] = { site: '', prefix: '' }

const DefaultsSchema = v.strictObject({
  site: v.optional(v.string(), ''),
  prefix: v.optional(v.string(), ''),
})

/** As many as a file of personas may have. */
const maxPersonas = 10_000

/** A policy as an administrator wrote it. What is wrong in it is said, and costs itself alone. */
export function readPolicy(managed: unknown): Policy {
  const { personas, defaults, ...others } = entriesOf(managed)
  const problems: EntryTrouble[] = []
  const read: Policy = {
    personas: personas === undefined ? [] : readPersonas(personas, problems),
    defaults: defaults === undefined ? noDefaults : readDefaults(defaults, problems),
    problems,
  }
  for (const name of Object.keys(others)) problems.push(trouble(name, 'unknownSetting'))
  return read
}

const entriesOf = (managed: unknown): Record<string, unknown> => {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), managed)
  return parsed.success ? parsed.output : {}
}

function readPersonas(received: unknown, problems: EntryTrouble[]): Persona[] {
  const list = v.safeParse(v.pipe(v.array(v.unknown()), v.maxLength(maxPersonas)), received)
  if (!list.success) problems.push(troubleOf('personas', list.issues[0]))
  const personas: Persona[] = []
  const places = new Map<string, string>()
  for (const [index, item] of (list.success ? list.output : []).entries()) {
    const where = `personas.${index}`
    const entry = v.safeParse(PersonaEntrySchema, item)
    if (!entry.success) problems.push(troubleOf(where, entry.issues[0]))
    else {
      const id = `policy:${entry.output.id ?? entry.output.label}`
      const double = places.get(id)
      if (double !== undefined) problems.push(trouble(where, 'twice', double))
      else {
        places.set(id, where)
        personas.push({ ...personaOf(entry.output, id), isManaged: true })
      }
    }
  }
  return personas
}

function readDefaults(received: unknown, problems: EntryTrouble[]): PolicyState['defaults'] {
  const parsed = v.safeParse(DefaultsSchema, received)
  if (parsed.success) return parsed.output
  problems.push(troubleOf('defaults', parsed.issues[0]))
  return noDefaults
}
