/**
 * Returns whether lists and objects in a value nest deeper than the limit. Does not recurse: a
 * value from outside could exhaust the stack.
 */
export function isDeeperThan(limit: number, value: unknown): boolean {
  let level = [value].filter(isContainer)
  for (let depth = 0; depth < limit && level.length > 0; depth += 1)
    level = level.flatMap(each => Object.values(each)).filter(isContainer)
  return level.length > 0
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null
