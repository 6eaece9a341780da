import type { PlanProblem } from './problem.ts'
import type { PlanFile, VirtualProxies } from './schema.ts'
import type { Path } from './yaml/nodes.ts'
import type { YamlText } from './yaml/parse.ts'

interface NoteContext {
  yaml: YamlText
}

/** What the plan and each block of cases can say. */
interface Scope {
  virtualProxies?: VirtualProxies | undefined
  checks?: PlanFile['checks'] | 'none' | undefined
}

/** Returns what is no mistake, but may not be what the writer of a plan meant. */
export function listNotes(written: PlanFile, context: NoteContext): PlanProblem[] {
  const scopes: [Scope, Path][] = [
    [written, []],
    ...(written.cases ?? []).map((block, index): [Scope, Path] => [block, ['cases', index]]),
  ]
  return scopes.flatMap(([scope, path]) => [
    ...noteWords(scope, path, context),
    ...noteWaivers(scope, path, context),
  ])
}

const remedies: Record<string, string> = {
  default: "Write '' for the default virtual proxy.",
  linked: 'Write linked without a list for all virtual proxies that are linked to a proxy.',
}

/** In a list, the two words are prefixes like all others. */
function noteWords({ virtualProxies }: Scope, path: Path, { yaml }: NoteContext): PlanProblem[] {
  if (virtualProxies === undefined || typeof virtualProxies === 'string') return []
  return virtualProxies.flatMap((prefix, index) => {
    const remedy = Object.hasOwn(remedies, prefix) ? remedies[prefix] : undefined
    if (remedy === undefined) return []
    const problem = `In a list, ${prefix} is a virtual proxy with the prefix "${prefix}"`
    return [{ ...yaml.locate([...path, 'virtualProxies', index]), problem, remedy }]
  })
}

function noteWaivers({ checks }: Scope, path: Path, { yaml }: NoteContext): PlanProblem[] {
  if (checks === undefined || checks === 'none' || checks.only === undefined) return []
  const { only, waive = {} } = checks
  return Object.keys(waive)
    .filter(id => !only.includes(id))
    .map(id => ({
      ...yaml.locateKey([...path, 'checks', 'waive', id]),
      problem: `${id} is waived, but it does not run`,
      remedy: 'Remove the waiver, or add the check to only.',
    }))
}
