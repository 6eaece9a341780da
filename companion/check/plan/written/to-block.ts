import { toAttributes } from '../persona.ts'
import type { PlanBlock, PlannedChecks } from '../plan.ts'
import type { Waiver } from '../schema/checks.ts'
import type { CaseBlock, PlanFile } from '../schema.ts'
import type { Path } from '../yaml/nodes.ts'
import type { YamlText } from '../yaml/parse.ts'
import { type PlanContext, reportDuplicates } from './context.ts'
import { pickSites } from './pick-sites.ts'
import { toSource } from './to-source.ts'

/** Returns a block of cases. What it lacks comes from the plan. */
export function toBlock(
  block: Partial<CaseBlock>,
  path: Path,
  plan: PlanFile,
  context: PlanContext,
): PlanBlock {
  const { problems, yaml } = context
  const { name } = block
  const pick = <Key extends keyof CaseBlock & keyof PlanFile>(key: Key) =>
    block[key] === undefined
      ? { value: plan[key], path: [key] as Path }
      : { value: block[key], path: [...path, key] as Path }
  const sites = pickSites(block, path, plan, context)
  const personas = pick('personas')
  if (personas.value === undefined)
    problems.add(yaml.locate(path), 'The cases have no personas', 'Add personas here or to the plan.')
  const { value: virtualProxies = 'default', path: prefixesPath } = pick('virtualProxies')
  if (typeof virtualProxies !== 'string')
    reportDuplicates(virtualProxies, index => [...prefixesPath, index], context)
  const sets = Object.entries(pick('attributeSets').value ?? {})
  return {
    ...(name === undefined ? {} : { name }),
    sites,
    virtualProxies: virtualProxies === 'default' ? [''] : virtualProxies,
    personas: (personas.value ?? []).flatMap((entry, index) =>
      toSource(entry, [...personas.path, index], context),
    ),
    attributeSets:
      sets.length === 0
        ? [{ attributes: [] }]
        : sets.map(([name, attributes]) => ({ name, attributes: toAttributes(attributes) })),
    expect: pick('expect').value ?? { identity: 'same' },
    ...toChecks(pick('checks'), yaml),
  }
}

function toChecks(
  { value = 'none', path }: { value: CaseBlock['checks']; path: Path },
  yaml: YamlText,
): { checks?: PlannedChecks } {
  if (value === 'none') return {}
  const { catalogue, only, allow = [], waive = {} } = value
  const toPlaced = ([id, waiver]: [string, Waiver]) =>
    [id, { ...waiver, place: yaml.locateKey([...path, 'waive', id]) }] as const
  const waivers = new Map(Object.entries(waive).map(toPlaced))
  return { checks: { catalogue, ...(only === undefined ? {} : { only }), allow, waivers } }
}
