import { failure } from '#protocol/errors'

/** One of the parts into which machines divide the cases. */
export interface Shard {
  /** Starts at 1. */
  index: number
  count: number
}

/** `parseShard` takes four digits. */
export const maxShards = 9_999

/** Parses `2/5`. Throws BAD_REQUEST. */
export function parseShard(received: string): Shard {
  const { index, count } = /^(?<index>\d{1,4})\/(?<count>\d{1,4})$/.exec(received)?.groups ?? {}
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw failure('BAD_REQUEST', {
    field: '--shard',
    received,
    expected: 'the number of this part and of all parts, such as 2/5',
  })
}

/** Returns the shard of a case, from 1. Depends only on the id, so that new cases move no others. */
export const shardByHash = (id: string, count: number): number =>
  (Number.parseInt(id.slice(0, hashDigits), 16) % count) + 1

const hashDigits = 8

/**
 * Divides cases so that all shards take about the same time: the longest case goes to the shard with the
 * least time so far. A case without a time takes as long as the average. The same on every machine.
 */
export function shardByTime(
  ids: readonly string[],
  msById: ReadonlyMap<string, number>,
  count: number,
): Map<string, number> {
  const known = ids.flatMap(id => msById.get(id) ?? [])
  const average = known.length === 0 ? 1 : known.reduce((sum, ms) => sum + ms, 0) / known.length
  const timed = ids.map(id => ({ id, ms: msById.get(id) ?? average }))
  const loads = Array.from({ length: count }, () => 0)
  const shards = new Map<string, number>()
  for (const { id, ms } of timed.toSorted((one, other) => other.ms - one.ms || compare(one.id, other.id))) {
    const least = loads.indexOf(Math.min(...loads))
    loads[least] = (loads[least] ?? 0) + ms
    shards.set(id, least + 1)
  }
  return shards
}

/** Not by the language of the machine. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
