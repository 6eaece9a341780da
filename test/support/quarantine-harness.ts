import type { QuarantinedItem, QuarantinedText } from '#shared/quarantine'
import type { LocalStorage } from '../../src/background/browser/storage.ts'
import { createQuarantine } from '../../src/background/storage/quarantine.ts'

/** Opens a quarantine over the storage and records what it publishes. */
export function startQuarantine(storage: LocalStorage) {
  const lists: QuarantinedItem[][] = []
  const texts: QuarantinedText[] = []
  const quarantine = createQuarantine({
    storage,
    now: () => 1000,
    publish({ quarantine, quarantinedText }) {
      if (quarantine !== undefined) lists.push(quarantine)
      if (quarantinedText !== undefined) texts.push(quarantinedText)
    },
  })
  return {
    quarantine,
    lists,
    async list(): Promise<QuarantinedItem[]> {
      await quarantine.publish()
      return lists.at(-1) ?? []
    },
    async readValue(key: string): Promise<unknown> {
      await quarantine.handlers.readQuarantined({ intent: 'readQuarantined', key })
      const text = texts.find(one => one.key === key)?.text
      return text === undefined ? undefined : JSON.parse(text)
    },
    async discard(key: string): Promise<void> {
      await quarantine.handlers.discardQuarantined({ intent: 'discardQuarantined', key })
    },
  }
}
