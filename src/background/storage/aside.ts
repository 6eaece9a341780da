import type { QuarantinedItem, QuarantinedText } from '#shared/quarantine'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { Quarantine } from './quarantine.ts'

export interface QuarantineHandlersDeps {
  quarantine: Quarantine
  publish(change: { quarantine?: QuarantinedItem[]; quarantinedText?: QuarantinedText }): void
}

export interface QuarantineHandlers {
  handlers: IntentHandlersOf<'readAside' | 'discardAside'>
  /** Says what is kept aside, on every change too. */
  publish(): Promise<void>
}

/** Stored data that could not be read: said, handed out as a text, thrown away when the tester says so. */
export function createQuarantineHandlers({
  quarantine,
  publish,
}: QuarantineHandlersDeps): QuarantineHandlers {
  return {
    handlers: {
      async readAside({ key }) {
        const value = await quarantine.readValue(key)
        if (value !== undefined) publish({ quarantinedText: { key, text: JSON.stringify(value, null, 2) } })
      },
      discardAside: ({ key }) => quarantine.discard(key),
    },
    publish: async () => publish({ quarantine: await quarantine.list() }),
  }
}
