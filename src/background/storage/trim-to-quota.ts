export interface Quota {
  entries: number
  /** Measured as UTF-8 encoded JSON. */
  bytes: number
}

/**
 * Returns the newest entries that fit into the quota. The list must begin with the newest. Skips
 * entries that are larger than the whole quota.
 */
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
