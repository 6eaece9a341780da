import { basename, dirname, isAbsolute, join } from 'node:path'
import { listNotes } from './notes.ts'
import { parseWithPlaces } from './parse-with-places.ts'
import { toAttributes, toPersona } from './persona.ts'
import {
  defaultLimits,
  type Limits,
  type PersonaSource,
  type Plan,
  type PlanBlock,
  type PlannedChecks,
} from './plan.ts'
import { type Place, Problems } from './problem.ts'
import { readText } from './read-text.ts'
import { toMs, toRate } from './schema/limits.ts'
import { type CaseBlock, type PlanFile, PlanSchema } from './schema.ts'
import { type Environment, expandVariables } from './variables.ts'
import type { YamlText } from './yaml.ts'

/**
 * Reads a plan. Does not read the files with personas that it names. Throws PLAN_INVALID with all mistakes
 * and their places.
 */
export async function readPlan(file: string, environment: Environment): Promise<Plan> {
  const problems = new Problems()
  const start: Place = { file, line: 1, column: 1 }
  const text = await readText(file, start, problems)
  problems.throwIfAny(file)
  return parsePlan(text ?? '', file, environment)
}

/** Does the same with the text of a plan. */
export function parsePlan(text: string, file: string, environment: Environment): Plan {
  const problems = new Problems()
  const parsed = parseWithPlaces(text, {
    file,
    problems,
    schema: PlanSchema,
    expand: expandVariables(environment, problems),
  })
  problems.throwIfAny(file)
  // Only a text with a problem has no value.
  if (parsed === undefined) throw new Error('a plan without a value and without a problem')
  const plan = toPlan(parsed.output, { file, yaml: parsed.yaml, problems })
  problems.throwIfAny(file)
  return plan
}

interface PlanContext {
  file: string
  yaml: YamlText
  problems: Problems
}

type Path = readonly (string | number)[]

function toPlan(written: PlanFile, context: PlanContext): Plan {
  const { file, yaml, problems } = context
  const { cases = [], personas } = written
  if (personas === undefined && cases.length === 0)
    problems.add(yaml.locate([]), 'The plan has neither personas nor cases', 'Add personas.')
  reportDuplicates(
    cases.map(({ name }) => name),
    index => ['cases', index, 'name'],
    context,
  )
  const blocks = [
    ...(personas === undefined ? [] : [toBlock({}, [], written, context)]),
    ...cases.map((block, index) => toBlock(block, ['cases', index], written, context)),
  ]
  const checks = written.checks && toChecks(written.checks, yaml)
  return {
    file,
    name: written.name ?? basename(file),
    blocks,
    ...(checks === undefined ? {} : { checks }),
    limits: toLimits(written.limits),
    notes: listNotes(written, context),
  }
}

/** What a block lacks comes from the plan. */
function toBlock(block: Partial<CaseBlock>, path: Path, plan: PlanFile, context: PlanContext): PlanBlock {
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
  }
}

function pickSites(
  block: Partial<CaseBlock>,
  path: Path,
  plan: PlanFile,
  context: PlanContext,
): PlanBlock['sites'] {
  const { problems, yaml } = context
  const [owner, ownerPath] =
    block.site === undefined && block.sites === undefined ? [plan, []] : [block, path]
  const { site, sites } = owner
  if (site !== undefined && sites !== undefined)
    problems.add(
      yaml.locateKey([...ownerPath, 'sites']),
      'There is a site and a list of sites',
      'Remove one of them.',
    )
  if (site !== undefined) return [{ id: site, place: yaml.locate([...ownerPath, 'site']) }]
  if (sites === undefined)
    problems.add(yaml.locate(path), 'No site is named', 'Add site: and the id of a site.')
  const ids = sites ?? []
  reportDuplicates(ids, index => [...ownerPath, 'sites', index], context)
  return ids.map((id, index) => ({ id, place: yaml.locate([...ownerPath, 'sites', index]) }))
}

function toSource(
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

function toChecks(written: NonNullable<PlanFile['checks']>, yaml: YamlText): PlannedChecks {
  const { catalogue, only, allow = [], waive = {} } = written
  return {
    catalogue,
    ...(only === undefined ? {} : { only }),
    allow,
    waivers: new Map(
      Object.entries(waive).map(([id, waiver]) => [
        id,
        { ...waiver, place: yaml.locateKey(['checks', 'waive', id]) },
      ]),
    ),
  }
}

function toLimits(written: PlanFile['limits'] = {}): Limits {
  const { concurrency, sessionsPerUser, rate, caseTimeout } = written
  return {
    concurrency: concurrency ?? defaultLimits.concurrency,
    sessionsPerUser: sessionsPerUser ?? defaultLimits.sessionsPerUser,
    rate: rate === undefined ? defaultLimits.rate : toRate(rate),
    caseTimeoutMs: caseTimeout === undefined ? defaultLimits.caseTimeoutMs : toMs(caseTimeout),
  }
}

/** Reports each value that the list has already. */
function reportDuplicates(
  values: readonly string[],
  toPath: (index: number) => Path,
  { yaml, problems }: PlanContext,
): void {
  for (const [index, value] of values.entries())
    if (values.indexOf(value) < index)
      problems.add(
        yaml.locate(toPath(index)),
        `${JSON.stringify(value)} is there twice`,
        'Remove one, or give it another name.',
      )
}
