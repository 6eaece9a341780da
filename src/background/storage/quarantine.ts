import * as v from 'valibot'
import type { QuarantinedItem } from '#shared/quarantine'
import type { LocalStorage } from '../browser/storage.ts'

const keyPrefix = 'aside:'

const QuarantineEntrySchema = v.object({
  what: v.string(),
  why: v.picklist(['broken', 'newer']),
  /** Milliseconds since 1970. */
  at: v.number(),
  value: v.unknown(),
})

/** Stored data that this version cannot read: kept as it was, under a key of its own, until the tester says otherwise. */
export interface Quarantine {
  add(what: string, why: QuarantinedItem['why'], value: unknown): Promise<void>
  list(): Promise<QuarantinedItem[]>
  /** The data as it was found; undefined when it is not there any more. */
  readValue(key: string): Promise<unknown>
  discard(key: string): Promise<void>
}

/** `onChange` is told whenever the list is another one. */
export function openQuarantine(storage: LocalStorage, now: () => number, onChange: () => void): Quarantine {
  const read = async (key: string) => {
    const parsed = v.safeParse(QuarantineEntrySchema, await storage.load(key))
    return parsed.success ? parsed.output : undefined
  }
  return {
    async add(what, why, value) {
      const at = now()
      await storage.save(`${keyPrefix}${what}:${at}`, { what, why, at, value })
      onChange()
    },
    async list() {
      const keys = (await storage.keys()).filter(key => key.startsWith(keyPrefix))
      const items = await Promise.all(keys.map(async key => ({ key, found: await read(key) })))
      return items.flatMap(({ key, found: entry }) => (entry === undefined ? [] : [toItem(key, entry)]))
    },
    readValue: async key => (isQuarantineKey(key) ? (await read(key))?.value : undefined),
    async discard(key) {
      if (isQuarantineKey(key)) await storage.remove(key)
      onChange()
    },
  }
}

/** A page may name no other key. */
const isQuarantineKey = (key: string): boolean => key.startsWith(keyPrefix)

const toItem = (
  key: string,
  { what, why, at, value }: v.InferOutput<typeof QuarantineEntrySchema>,
): QuarantinedItem => ({
  key,
  what,
  why,
  at,
  characters: (JSON.stringify(value) ?? '').length,
})
