import { failure } from '#protocol/errors'
import type { Case } from '../../check/cases/case.ts'
import type { CaseContents } from '../../check/cases/content.ts'
import type { ExpandOptions } from '../../check/cases/expand.ts'
import type { CaseFilter } from '../../check/cases/select.ts'
import type { Plan } from '../../check/plan/plan.ts'
import type { Check } from './with-check.ts'

export interface SelectionOptions {
  only?: string[]
  lastFailed?: boolean
  shard?: string
  shardBy?: string
  /** Default: the plan with the ending `.ndjson`, `.only.ndjson` or `.1-of-2.ndjson`. */
  journal?: string
  /** Further cases to leave out. */
  isWanted?: CaseFilter
}

/** The cases of a run, which can be iterated several times. */
export interface SelectedCases {
  /** Before the selection. */
  total: number
  /** The ids of all cases, before the selection. */
  all: ReadonlySet<string>
  /** What the selected cases expect and check. */
  contents: CaseContents
  readCases: () => AsyncGenerator<Case>
}

/**
 * Returns the journal of a run. A part of a plan must cost neither the journal of the night nor that of
 * another part.
 */
export function getJournalPath(
  plan: Pick<Plan, 'file'>,
  { journal, only = [], lastFailed = false, shard = '' }: SelectionOptions,
): string {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(shard) ?? []
  const part = `${only.length > 0 && !lastFailed ? '.only' : ''}${count === undefined ? '' : `.${index}-of-${count}`}`
  return journal ?? getDefaultPath(plan, `${part}.ndjson`)
}

/** Returns the journal that has all cases of a plan. */
const getWholeJournalPath = (plan: Pick<Plan, 'file'>, { journal }: SelectionOptions): string =>
  journal ?? getDefaultPath(plan, '.ndjson')

/** Returns a path beside the plan. */
export const getDefaultPath = ({ file }: Pick<Plan, 'file'>, ending: string): string =>
  file.replace(/\.(ya?ml|json)$/i, '') + ending

/**
 * Counts the cases of a plan and returns those that the options select. Throws BAD_REQUEST, PLAN_INVALID
 * and JOURNAL_INVALID.
 */
export async function selectCases(
  check: Check,
  plan: Plan,
  options: SelectionOptions & { expand: ExpandOptions },
): Promise<SelectedCases> {
  const { expand } = options
  const isSelected = await createFilter(check, plan, options)
  const isInShard = await createShardFilter(check, options, { plan, isSelected })
  const isInRun: CaseFilter = each => isSelected(each) && isInShard(each)
  const all = new Set<string>()
  const contents = new Map<string, string>()
  const total = await check.countCases(plan, expand, each => {
    all.add(each.id)
    if (isInRun(each)) contents.set(each.id, each.content)
  })
  return {
    total,
    all,
    contents,
    async *readCases() {
      for await (const each of check.expandCases(plan, expand)) if (isInRun(each)) yield each
    },
  }
}

async function createFilter(check: Check, plan: Plan, options: SelectionOptions): Promise<CaseFilter> {
  const { only = [], lastFailed = false, isWanted } = options
  const filters = [
    ...(only.length === 0 ? [] : [check.anyOf(only.map(check.parseOnly))]),
    ...(isWanted === undefined ? [] : [isWanted]),
  ]
  if (!lastFailed) return check.allOf(filters)
  const journals = await check.openJournals([getWholeJournalPath(plan, options)])
  return check.allOf([...filters, check.withId(await check.listFailed(journals))])
}

async function createShardFilter(
  check: Check,
  options: SelectionOptions & { expand: ExpandOptions },
  { plan, isSelected }: { plan: Plan; isSelected: CaseFilter },
): Promise<CaseFilter> {
  const { shard: received, shardBy = 'hash', expand } = options
  if (shardBy !== 'hash' && shardBy !== 'time')
    throw failure('BAD_REQUEST', { field: '--shard-by', received: shardBy, expected: 'hash or time' })
  if (received === undefined) return () => true
  const { index, count } = check.parseShard(received)
  if (shardBy === 'hash') return ({ id }) => check.shardByHash(id, count) === index
  const times = await check.listTimes(await check.openJournals([getWholeJournalPath(plan, options)]))
  const ids: string[] = []
  await check.countCases(plan, expand, each => {
    if (isSelected(each)) ids.push(each.id)
  })
  const shards = check.shardByTime(ids, times, count)
  return ({ id }) => shards.get(id) === index
}
