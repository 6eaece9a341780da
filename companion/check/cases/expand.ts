import { type Attribute, formatUserName } from '#protocol/identity'
import { quote } from '#protocol/text'
import { readPersonas } from '../plan/personas.ts'
import type { AttributeSet, Plan, PlanBlock } from '../plan/plan.ts'
import { type Place, Problems } from '../plan/problem.ts'
import { type Case, createCase } from './case.ts'
import { hashContent } from './content.ts'

export interface ExpandOptions {
  /** Returns the prefixes of the virtual proxies of a site that are linked to a proxy. */
  listLinked: (site: string) => Promise<readonly string[]>
  /** Whether a browser repeats each sign-in. */
  isInBrowser?: boolean
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
    // Once, and not for each of thousands of cases.
    const content = hashContent(block, options.isInBrowser)
    for (const source of block.personas) {
      const problems = new Problems()
      for await (const { user, attributes, place } of readPersonas(source, problems))
        for (const set of block.attributeSets)
          for (const { site, prefix } of targets)
            yield createCase({
              ...(block.name === undefined ? {} : { group: block.name }),
              site,
              prefix,
              user,
              attributes: applySet(attributes, set),
              ...(set.name === undefined ? {} : { attributeSet: set.name }),
              expect: block.expect,
              ...(block.checks === undefined ? {} : { checks: block.checks }),
              content,
              place,
            })
      problems.throwIfAny(plan.file)
    }
  }
}

/**
 * Reads all files with personas and returns the number of cases. Throws PLAN_INVALID for mistakes in the
 * files, for cases that are there twice, and for too many cases, which it counts without building them.
 */
export async function countCases(plan: Plan, options: ExpandOptions): Promise<number> {
  const problems = new Problems()
  let count = 0
  for (const block of plan.blocks) {
    const perPersona = (await listTargets(block, options)).length * block.attributeSets.length
    for (const source of block.personas)
      for await (const _ of readPersonas(source, problems)) {
        count += perPersona
        if (count > maxCases) throwTooMany(plan, count)
      }
  }
  problems.throwIfAny(plan.file)
  await reportRepeated(plan, options, problems)
  problems.throwIfAny(plan.file)
  return count
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
async function reportRepeated(plan: Plan, options: ExpandOptions, problems: Problems): Promise<void> {
  const lineById = new Map<string, number>()
  const reported = new Set<Place>()
  for await (const { id, place, user } of expandCases(plan, options)) {
    const line = lineById.get(id)
    if (line === undefined) lineById.set(id, place.line)
    else if (!reported.has(place)) {
      reported.add(place)
      problems.add(
        place,
        `${quote(formatUserName(user))} with these attributes is there twice, also on line ${line}`,
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
