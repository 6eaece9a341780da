import { type Attribute, formatUserName } from '#protocol/identity'
import { readPersonas } from '../plan/personas.ts'
import type { AttributeSet, Persona, Plan, PlanBlock } from '../plan/plan.ts'
import { type Place, Problems } from '../plan/problem.ts'
import { type Case, createCase } from './case.ts'

export interface ExpandOptions {
  /** Returns the prefixes of the virtual proxies of a site that are linked to a proxy. */
  listLinked: (site: string) => Promise<readonly string[]>
}

/** More would take days, and no report of them could be read. */
const maxCases = 100_000

/**
 * Yields the cases of a plan one by one, so that no number of them fills the memory. Throws PLAN_INVALID
 * at the end of a file with personas that has a mistake.
 */
export async function* expandCases(plan: Plan, options: ExpandOptions): AsyncGenerator<Case> {
  for (const block of plan.blocks) {
    const targets = await listTargets(block, options)
    for (const source of block.personas) {
      const problems = new Problems()
      for await (const persona of readPersonas(source, problems)) yield* createCases(block, targets, persona)
      problems.throwIfAny(plan.file)
    }
  }
}

/**
 * Reads all files with personas, gives each case to `visit` and returns the number of cases. Throws
 * PLAN_INVALID for mistakes in the files, for cases that are there twice, and for too many cases.
 */
export async function countCases(
  plan: Plan,
  options: ExpandOptions,
  visit: (each: Case) => void = () => {},
): Promise<number> {
  const problems = new Problems()
  const repeated = new RepeatedCases(problems)
  let count = 0
  for (const block of plan.blocks) {
    const targets = await listTargets(block, options)
    const perPersona = targets.length * block.attributeSets.length
    for (const source of block.personas)
      for await (const persona of readPersonas(source, problems)) {
        count += perPersona
        if (count > maxCases) throwTooMany(plan, count)
        for (const each of createCases(block, targets, persona)) {
          repeated.add(each)
          visit(each)
        }
      }
  }
  problems.throwIfAny(plan.file)
  return count
}

function* createCases(
  { name, attributeSets, expect, checks }: PlanBlock,
  targets: readonly Target[],
  { user, attributes, place }: Persona,
): Generator<Case> {
  for (const set of attributeSets)
    for (const { site, prefix } of targets)
      yield createCase({
        ...(name === undefined ? {} : { group: name }),
        site,
        prefix,
        user,
        attributes: applySet(attributes, set),
        ...(set.name === undefined ? {} : { attributeSet: set.name }),
        expect,
        ...(checks === undefined ? {} : { checks }),
        place,
      })
}

function throwTooMany({ file }: Plan, count: number): never {
  const problems = new Problems()
  problems.add(
    { file, line: 1, column: 1 },
    `The plan has at least ${count.toLocaleString('en')} cases. A plan has at most ${maxCases.toLocaleString('en')}`,
    'Name fewer virtual proxies or personas, or make several plans.',
  )
  problems.throwIfAny(file)
  throw new Error('a problem that was not thrown')
}

/** Two equal cases would be one in every report. */
class RepeatedCases {
  readonly #lineById = new Map<string, number>()
  readonly #reported = new Set<Place>()

  constructor(private readonly problems: Problems) {}

  add({ id, place, user }: Case): void {
    const line = this.#lineById.get(id)
    if (line === undefined) this.#lineById.set(id, place.line)
    else if (!this.#reported.has(place)) {
      this.#reported.add(place)
      this.problems.add(
        place,
        `${JSON.stringify(formatUserName(user)).replaceAll('\\\\', '\\')} with these attributes is there twice, also on line ${line}`,
        'Remove one of the two, or give them different attributes.',
      )
    }
  }
}

interface Target {
  site: string
  prefix: string
}

async function listTargets(
  { sites, virtualProxies }: PlanBlock,
  { listLinked }: ExpandOptions,
): Promise<Target[]> {
  const targets: Target[] = []
  for (const { id } of sites)
    for (const prefix of virtualProxies === 'linked' ? await listLinked(id) : virtualProxies)
      targets.push({ site: id, prefix })
  return targets
}

/** A set replaces attributes of the same name. */
function applySet(attributes: readonly Attribute[], set: AttributeSet): Attribute[] {
  const names = new Set(set.attributes.map(({ name }) => name))
  return [...attributes.filter(({ name }) => !names.has(name)), ...set.attributes]
}
