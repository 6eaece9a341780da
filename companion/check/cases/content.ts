import { createHash } from 'node:crypto'
import { basename, dirname, isAbsolute, relative } from 'node:path'
import type { Plan, PlanBlock } from '../plan/plan.ts'

/** What each case expects and checks, by its id. */
export type CaseContents = ReadonlyMap<string, string>

/** Ends the hash of a case that a browser repeats. */
const browserMark = '+browser'

/**
 * Returns a hash of what the cases of a block expect and check, without places: a line that only moved
 * changes nothing.
 */
export function hashContent(block: Pick<PlanBlock, 'expect' | 'checks'>, isInBrowser = false): string {
  const isRepeated = isInBrowser && block.expect.refusedWith === undefined
  return `${hash(listContent(block))}${isRepeated ? browserMark : ''}`
}

/** Returns a hash of a plan, without places and limits. The same wherever its folder is. */
export const hashPlan = ({ file, blocks }: Pick<Plan, 'file' | 'blocks'>): string =>
  hash(
    blocks.map(block => [
      block.name,
      block.sites.map(({ id }) => id),
      block.virtualProxies,
      block.personas.map(each =>
        'path' in each ? toPortablePath(file, each.path) : [each.persona.user, each.persona.attributes],
      ),
      block.attributeSets,
      listContent(block),
    ]),
  )

/** Returns whether the result of a case is still the answer. A journal of an older Hubpass does not know. */
export const isUnchanged = (before: string | undefined, now: string): boolean =>
  before === undefined || before === now || before === `${now}${browserMark}`

/** Returns the ids of the cases that are new, or expect or check something else. */
export const findTouched = (before: CaseContents, now: CaseContents): Set<string> =>
  new Set([...now].filter(([id, content]) => before.get(id) !== content).map(([id]) => id))

function listContent({ expect, checks }: Pick<PlanBlock, 'expect' | 'checks'>): unknown[] {
  const waivers = [...(checks?.waivers ?? [])].map(([id, { until, because }]) => [id, until, because])
  return [expect, checks?.only, checks?.allow, waivers]
}

/** The parts of a plan run on several machines, where its folder may be elsewhere. */
function toPortablePath(plan: string, path: string): string {
  const inside = relative(dirname(plan), path)
  // On Windows, the way to another drive is an absolute path.
  return (inside.startsWith('..') || isAbsolute(inside) ? basename(path) : inside).replaceAll('\\', '/')
}

const hash = (parts: unknown): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, hashLength)

/** As long as the id of a case. */
const hashLength = 16
