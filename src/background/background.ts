import { parse } from '#protocol/parse'
import { IntentSchema } from '#shared/intents'
import { type Acts, createActs } from './acts.ts'
import type { Page } from './browser/pages.ts'
import { createCompanionLink } from './companion-link.ts'
import { type Handlers, handle } from './handlers.ts'
import { createKept } from './kept.ts'
import { createOpenPages } from './open-pages.ts'
import { placeOfCommand } from './personas/quick-switch.ts'
import { createSight, type Sight } from './sight.ts'
import type { BackgroundTools } from './tools.ts'

export interface Background {
  welcome(page: Page): void
  /** A key of the manifest's commands was pressed in a window. */
  command(name: string, windowId: number): void
  /** Tabs show something else. */
  lookAtTabs(): void
}

/**
 * The background: one state that every open page is shown, and what the pages may ask.
 * The companion runs while a page is open, so that a click finds it warm, and while a run goes on.
 */
export function createBackground(tools: BackgroundTools): Background {
  const pages = createOpenPages()
  const companion = createCompanionLink(tools.openPort, tools.extension, change => {
    pages.publish({ companion: change })
    if (change.status === 'ready') sight.who.refresh()
  })
  const kept = createKept(tools, { publish: pages.publish, onPersonas: () => sight.lookAtTabs() })
  const isBusy = (): boolean => acts.isSigningIn()
  const sight: Sight = createSight(tools, { pages, companion, personas: kept.personas.all, isBusy })
  const acts: Acts = createActs(tools, { pages, companion, kept, sight, onEnded: restWhenAlone })
  const taken = acts.takeUp()

  const handlers: Handlers = {
    // How it ends is published; there is nobody else to tell.
    reconnect: ({ quietly }) => companion.sites(quietly).catch(() => {}),
    ...kept.handlers,
    ...sight.handlers,
    ...acts.handlers,
  }

  function restWhenAlone(): void {
    // What a page has begun goes on without it.
    if (!pages.areNone() || acts.areGoing()) return
    sight.rest()
    companion.disconnect()
  }

  return {
    welcome(page) {
      acts.pageOpened()
      if (pages.areNone()) sight.windows.watch()
      // Ahead of the state, which shall not tell of a companion that was let go.
      companion.connect().catch(() => {})
      if (pages.state().aside === undefined) kept.tellAside().catch(() => {})
      pages.add(page)
      // Behind what another worker may have left: it decides what an intent means.
      page.onMessage(
        message => void taken.then(() => handle(handlers, parse(IntentSchema, message, 'intent'))),
      )
      page.onClosed(() => {
        pages.remove(page)
        acts.pageClosed()
        if (pages.areNone()) sight.windows.rest()
        restWhenAlone()
      })
      sight.mark('')
    },
    command(name, windowId) {
      const place = placeOfCommand(name)
      if (place !== undefined) taken.then(() => acts.quickSwitch(place, windowId)).finally(restWhenAlone)
    },
    lookAtTabs: sight.lookAtTabs,
  }
}
