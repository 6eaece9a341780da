import { readCsvPersonas } from './csv/read-csv.ts'
import { parseWithPlaces } from './parse-with-places.ts'
import { isCsv, toAttributes, toPersona } from './persona.ts'
import type { Persona, PersonaSource } from './plan.ts'
import type { Place, Problems } from './problem.ts'
import { readText } from './read-text.ts'
import { PersonaListSchema } from './schema/personas.ts'

/** Yields the personas of a source. Reports those that are none, and yields the others. */
export async function* readPersonas(source: PersonaSource, problems: Problems): AsyncGenerator<Persona> {
  if ('persona' in source) yield source.persona
  else if (isCsv(source.path)) yield* readCsvPersonas(source.path, source.place, problems)
  else yield* await readPersonaList(source.path, source.place, problems)
}

async function readPersonaList(path: string, place: Place, problems: Problems): Promise<Persona[]> {
  const text = await readText(path, place, problems)
  if (text === undefined) return []
  const parsed = parseWithPlaces(text, {
    file: path,
    problems,
    schema: PersonaListSchema,
    expand: same => same,
  })
  return (parsed?.output ?? []).flatMap(({ user, attributes }, index) => {
    const at = parsed?.yaml.locate([index, 'user']) ?? place
    return toPersona(user, toAttributes(attributes), at, problems) ?? []
  })
}
