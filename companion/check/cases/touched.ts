import { createHash } from 'node:crypto'
import type { Case } from './case.ts'

/** What each case expects and checks, by its id. */
export type CaseContents = ReadonlyMap<string, string>

/** Reads what cases expect and check, without their places: a line that only moved changes nothing. */
export async function readContents(cases: AsyncIterable<Case>): Promise<CaseContents> {
  const contents = new Map<string, string>()
  for await (const each of cases) contents.set(each.id, hashContent(each))
  return contents
}

/** Returns the ids of the cases that are new, or expect or check something else. */
export const findTouched = (before: CaseContents, now: CaseContents): Set<string> =>
  new Set([...now].filter(([id, content]) => before.get(id) !== content).map(([id]) => id))

function hashContent({ expect, checks }: Case): string {
  const waivers = [...(checks?.waivers ?? [])].map(([id, { until, because }]) => [id, until, because])
  const parts = [expect, checks?.only, checks?.allow, waivers]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}
