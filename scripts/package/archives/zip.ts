import { type Zippable, zipSync } from 'fflate'
import { type Entry, sortEntries } from '../entries.ts'

/**
 * Returns a zip file whose bytes depend only on the entries and the day. fflate compresses in JavaScript:
 * the zlib of Node gives other bytes on other processors.
 */
export function createZip(entries: readonly Entry[], time: Date): Uint8Array {
  const files: Zippable = Object.fromEntries(sortEntries(entries).map(({ path, content }) => [path, content]))
  return zipSync(files, { level: 6, mtime: toLocalNoon(time) })
}

/** A zip file has the time of a local clock. Noon exists on every day in every time zone. */
const toLocalNoon = (time: Date): Date =>
  new Date(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate(), 12)
