export interface Quota {
  entries: number
  /** As UTF-8 of their JSON. */
  bytes: number
}

/** Those that there is room for of a list that begins with the newest: the oldest go first, and one that fits nowhere. */
export function trimToQuota<Entry>(entries: readonly Entry[], quota: Quota): Entry[] {
  let bytes = 0
  const fitting = entries.filter(entry => countBytes(entry) <= quota.bytes)
  const end = fitting.findIndex((entry, index) => {
    bytes += countBytes(entry)
    return index >= quota.entries || bytes > quota.bytes
  })
  return fitting.slice(0, end < 0 ? fitting.length : end)
}

const countBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length
