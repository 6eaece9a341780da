import type { CompanionConnection } from './companion/connection.ts'
import { createCurrentUserTracker } from './current-user/current-user.ts'
import { createSignedInWindows } from './current-user/signed-in-windows.ts'
import type { PageConnections } from './page-connections.ts'
import type { Personas } from './personas/personas.ts'
import type { Platform } from './platform.ts'
import { createVirtualProxies } from './sites/virtual-proxies.ts'
import { createPersonaBadges } from './toolbar/persona-badges.ts'
import { createStatusBadge } from './toolbar/status-badge.ts'

interface Around {
  pages: PageConnections
  companion: CompanionConnection
  personas: Personas['list']
  isBusy(): boolean
}

export type Sight = ReturnType<typeof createSight>

/** What there is to be seen: who is signed in where, on pages and on the button of the toolbar. */
export function createSight(tools: Platform, { pages, companion, personas, isBusy }: Around) {
  const { publish } = pages
  const badges = createPersonaBadges({ ...tools, personas })
  const mark = createStatusBadge({ ...tools, setSuppressed: badges.setSuppressed })
  const windows = createSignedInWindows({
    ...tools,
    publish: windows => publish({ signedInWindows: windows }),
  })
  const virtualProxies = createVirtualProxies({
    companion,
    publish: virtualProxies => {
      publish({ virtualProxies })
      who.republish()
    },
  })
  const who = createCurrentUserTracker({
    ...tools,
    virtualProxies,
    sites: () => pages.getReadyCompanion()?.sites ?? [],
    isPaused: isBusy,
    publish: who => {
      publish({ currentUsers: who })
      badges.refresh()
    },
  })
  return {
    who,
    windows,
    mark,
    lookAtTabs: badges.refresh,
    /** Somebody else may be signed in by now. */
    lookAgain(): void {
      badges.refresh()
      windows.refresh()
      who.refresh()
    },
    rest(): void {
      who.stop()
      virtualProxies.clear()
    },
    handlers: { ...windows.handlers, ...virtualProxies.handlers, ...who.handlers },
  }
}
