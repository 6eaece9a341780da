import type { AsideItem, AsideText } from '#shared/aside'
import type { HandlersOf } from './handlers.ts'
import type { KeptAside } from './kept-aside.ts'

export interface AsideTools {
  aside: KeptAside
  publish(change: { aside?: AsideItem[]; asideText?: AsideText }): void
}

export interface Aside {
  handlers: HandlersOf<'readAside' | 'discardAside'>
  /** Says what is kept aside, on every change too. */
  tell(): Promise<void>
}

/** Stored data that could not be read: said, handed out as a text, thrown away when the tester says so. */
export function createAside({ aside, publish }: AsideTools): Aside {
  return {
    handlers: {
      async readAside({ key }) {
        const value = await aside.value(key)
        if (value !== undefined) publish({ asideText: { key, text: JSON.stringify(value, null, 2) } })
      },
      discardAside: ({ key }) => aside.discard(key),
    },
    tell: async () => publish({ aside: await aside.list() }),
  }
}
