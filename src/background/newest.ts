export interface Room {
  entries: number
  /** As UTF-8 of their JSON. */
  bytes: number
}

/** Those that there is room for of a list that begins with the newest: the oldest go first. */
export function newestWithin<Entry>(entries: readonly Entry[], room: Room): Entry[] {
  let bytes = 0
  const end = entries.findIndex((entry, index) => {
    bytes += bytesOf(entry)
    return index >= room.entries || bytes > room.bytes
  })
  return entries.slice(0, end < 0 ? entries.length : end)
}

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length
