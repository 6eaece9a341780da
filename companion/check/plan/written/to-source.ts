import { dirname, isAbsolute, join } from 'node:path'
import { toAttributes, toPersona } from '../persona.ts'
import type { PersonaSource } from '../plan.ts'
import type { PlanFile } from '../schema.ts'
import type { Path } from '../yaml/nodes.ts'
import type { PlanContext } from './context.ts'

/** Returns a persona or a file with personas. Returns nothing after it has reported a wrong one. */
export function toSource(
  entry: NonNullable<PlanFile['personas']>[number],
  path: Path,
  { file, yaml, problems }: PlanContext,
): PersonaSource[] {
  if ('file' in entry) {
    const folder = dirname(file)
    const found = isAbsolute(entry.file) ? entry.file : join(folder, entry.file)
    return [{ path: found, place: yaml.locate([...path, 'file']) }]
  }
  const place = yaml.locate([...path, 'user'])
  const persona = toPersona(entry.user, toAttributes(entry.attributes), place, problems)
  return persona === undefined ? [] : [{ persona }]
}
