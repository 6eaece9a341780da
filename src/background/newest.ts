export interface Room {
  entries: number
  /** As UTF-8 of their JSON. */
  bytes: number
}

/** Those that there is room for of a list that begins with the newest: the oldest go first, and one that fits nowhere. */
export function newestWithin<Entry>(entries: readonly Entry[], room: Room): Entry[] {
  let bytes = 0
  const fitting = entries.filter(entry => bytesOf(entry) <= room.bytes)
  const end = fitting.findIndex((entry, index) => {
    bytes += bytesOf(entry)
    return index >= room.entries || bytes > room.bytes
  })
  return fitting.slice(0, end < 0 ? fitting.length : end)
}

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length
