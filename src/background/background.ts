import { parseOrThrow } from '#protocol/validate'
import { IntentSchema } from '#shared/intents'
import { type Acts, createActs } from './acts.ts'
import type { PagePort } from './browser/page-ports.ts'
import { createCompanionConnection } from './companion/connection.ts'
import { dispatchIntent, type IntentHandlers } from './intent-handlers.ts'
import { createKept } from './kept.ts'
import { createPageConnections } from './page-connections.ts'
import { parseShortcutIndex } from './personas/quick-switch.ts'
import type { Platform } from './platform.ts'
import { createSight, type Sight } from './sight.ts'

export interface Background {
  connectPage(page: PagePort): void
  /** A key of the manifest's commands was pressed in a window. */
  handleShortcut(name: string, windowId: number): void
  /** Tabs show something else. */
  refreshTabBadges(): void
}

/**
 * The background: one state that every open page is shown, and what the pages may ask.
 * The companion runs while a page is open, so that a click finds it warm, and while a run goes on.
 */
export function createBackground(platform: Platform): Background {
  const pages = createPageConnections()
  const companion = createCompanionConnection(platform.openNativePort, platform.extension, change => {
    pages.publish({ companion: change })
    if (change.status === 'ready') sight.who.refresh()
  })
  const kept = createKept(platform, { publish: pages.publish, onPersonas: () => sight.lookAtTabs() })
  const isBusy = (): boolean => acts.isSigningIn()
  const sight: Sight = createSight(platform, { pages, companion, personas: kept.personas.list, isBusy })
  const acts: Acts = createActs(platform, { pages, companion, kept, sight, onEnded: shutDownIfIdle })
  const resumed = acts.takeUp()

  const handlers: IntentHandlers = {
    // How it ends is published; there is nobody else to tell.
    reconnect: ({ quietly }) => companion.fetchSites(quietly).catch(() => {}),
    ...kept.handlers,
    ...sight.handlers,
    ...acts.handlers,
  }

  function shutDownIfIdle(): void {
    // What a page has begun goes on without it.
    if (!pages.isEmpty() || acts.areGoing()) return
    sight.rest()
    companion.disconnect()
  }

  return {
    connectPage(page) {
      acts.pageOpened()
      if (pages.isEmpty()) sight.windows.watch()
      // Ahead of the state, which shall not tell of a companion that was let go.
      companion.connect().catch(() => {})
      if (pages.getState().quarantine === undefined) kept.tellAside().catch(() => {})
      pages.add(page)
      // Behind what another worker may have left: it decides what an intent means.
      page.onMessage(
        message =>
          void resumed.then(() => dispatchIntent(handlers, parseOrThrow(IntentSchema, message, 'intent'))),
      )
      page.onClosed(() => {
        pages.remove(page)
        acts.pageClosed()
        if (pages.isEmpty()) sight.windows.stop()
        shutDownIfIdle()
      })
      sight.mark('')
    },
    handleShortcut(name, windowId) {
      const shortcutIndex = parseShortcutIndex(name)
      if (shortcutIndex !== undefined)
        resumed.then(() => acts.quickSwitch(shortcutIndex, windowId)).finally(shutDownIfIdle)
    },
    refreshTabBadges: sight.lookAtTabs,
  }
}
