import * as v from 'valibot'
import type { QuarantinedItem, QuarantinedText } from '#shared/quarantine'
import type { LocalStorage } from '../browser/storage.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'

const keyPrefix = 'aside:'

const QuarantineEntrySchema = v.object({
  what: v.string(),
  why: v.picklist(['broken', 'newer']),
  /** Milliseconds since 1970. */
  at: v.number(),
  value: v.unknown(),
})

/**
 * Keeps stored data that this version cannot read. It stays unchanged under its own key until the
 * tester saves or discards it.
 */
export interface Quarantine {
  handlers: IntentHandlersOf<'readQuarantined' | 'discardQuarantined'>
  add(what: string, why: QuarantinedItem['why'], value: unknown): Promise<void>
  /** Publishes the list of quarantined items. */
  publish(): Promise<void>
}

interface QuarantineDeps {
  storage: LocalStorage
  now(): number
  publish(change: { quarantine?: QuarantinedItem[]; quarantinedText?: QuarantinedText }): void
}

export function createQuarantine({ storage, now, publish }: QuarantineDeps): Quarantine {
  const read = async (key: string) => {
    const parsed = v.safeParse(QuarantineEntrySchema, await storage.load(key))
    return parsed.success ? parsed.output : undefined
  }
  const list = async (): Promise<QuarantinedItem[]> => {
    const keys = (await storage.keys()).filter(isQuarantineKey)
    const items = await Promise.all(keys.map(async key => ({ key, entry: await read(key) })))
    return items.flatMap(({ key, entry }) => (entry === undefined ? [] : [toItem(key, entry)]))
  }
  const publishList = async (): Promise<void> => publish({ quarantine: await list() })
  return {
    handlers: {
      async readQuarantined({ key }) {
        const value = isQuarantineKey(key) ? (await read(key))?.value : undefined
        if (value !== undefined) publish({ quarantinedText: { key, text: JSON.stringify(value, null, 2) } })
      },
      async discardQuarantined({ key }) {
        if (isQuarantineKey(key)) await storage.remove(key)
        await publishList().catch(() => {})
      },
    },
    async add(what, why, value) {
      const at = now()
      await storage.save(`${keyPrefix}${what}:${at}`, { what, why, at, value })
      publishList().catch(() => {})
    },
    publish: publishList,
  }
}

/** Restricts pages to keys of the quarantine. */
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
