import * as v from 'valibot'
import type { AsideItem } from '#shared/aside'
import type { LocalStorage } from './browser/local-storage.ts'

const prefix = 'aside:'

const AsideSchema = v.object({
  what: v.string(),
  why: v.picklist(['broken', 'newer']),
  /** Milliseconds since 1970. */
  at: v.number(),
  value: v.unknown(),
})

/** Stored data that this version cannot read: kept as it was, under a key of its own, until the tester says otherwise. */
export interface KeptAside {
  keep(what: string, why: AsideItem['why'], value: unknown): Promise<void>
  list(): Promise<AsideItem[]>
  /** The data as it was found; undefined when it is not there any more. */
  value(key: string): Promise<unknown>
  discard(key: string): Promise<void>
}

/** `onChange` is told whenever the list is another one. */
export function openKeptAside(storage: LocalStorage, now: () => number, onChange: () => void): KeptAside {
  const read = async (key: string) => {
    const parsed = v.safeParse(AsideSchema, await storage.load(key))
    return parsed.success ? parsed.output : undefined
  }
  return {
    async keep(what, why, value) {
      const at = now()
      await storage.save(`${prefix}${what}:${at}`, { what, why, at, value })
      onChange()
    },
    async list() {
      const keys = (await storage.keys()).filter(key => key.startsWith(prefix))
      const items = await Promise.all(keys.map(async key => ({ key, found: await read(key) })))
      return items.flatMap(({ key, found }) => (found === undefined ? [] : [itemOf(key, found)]))
    },
    value: async key => (isOurs(key) ? (await read(key))?.value : undefined),
    async discard(key) {
      if (isOurs(key)) await storage.remove(key)
      onChange()
    },
  }
}

/** A page may name no other key. */
const isOurs = (key: string): boolean => key.startsWith(prefix)

const itemOf = (key: string, { what, why, at, value }: v.InferOutput<typeof AsideSchema>): AsideItem => ({
  key,
  what,
  why,
  at,
  characters: (JSON.stringify(value) ?? '').length,
})
