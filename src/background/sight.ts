import { createButtonMark } from './button-mark.ts'
import type { CompanionLink } from './companion-link.ts'
import type { OpenPages } from './open-pages.ts'
import type { Personas } from './personas/personas.ts'
import { createPersonaBadges } from './personas/tab-badges.ts'
import { createSignedInWindows } from './signed-in-windows.ts'
import type { BackgroundTools } from './tools.ts'
import { createVirtualProxies } from './virtual-proxies.ts'
import { createWho } from './who/who.ts'

interface Around {
  pages: OpenPages
  companion: CompanionLink
  personas: Personas['all']
  isBusy(): boolean
}

export type Sight = ReturnType<typeof createSight>

/** What there is to be seen: who is signed in where, on pages and on the button of the toolbar. */
export function createSight(tools: BackgroundTools, { pages, companion, personas, isBusy }: Around) {
  const { publish } = pages
  const badges = createPersonaBadges({ ...tools, personas })
  const mark = createButtonMark({ ...tools, giveWay: badges.giveWay })
  const windows = createSignedInWindows({ ...tools, publish: windows => publish({ windows }) })
  const virtualProxies = createVirtualProxies({
    companion,
    publish: virtualProxies => {
      publish({ virtualProxies })
      who.tellAgain()
    },
  })
  const who = createWho({
    ...tools,
    virtualProxies,
    sites: () => pages.readyCompanion()?.sites ?? [],
    isBusy,
    publish: who => {
      publish({ who })
      badges.look()
    },
  })
  return {
    who,
    windows,
    mark,
    lookAtTabs: badges.look,
    /** Somebody else may be signed in by now. */
    lookAgain(): void {
      badges.look()
      windows.look()
      who.refresh()
    },
    rest(): void {
      who.rest()
      virtualProxies.forget()
    },
    handlers: { ...windows.handlers, ...virtualProxies.handlers, ...who.handlers },
  }
}
