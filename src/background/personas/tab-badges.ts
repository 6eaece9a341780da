import { initialsOf } from '#shared/initials'
import type { Persona } from '#shared/persona'
import { personaColours } from '#shared/persona-colours'
import type { BrowserPorts } from '../browser/index.ts'
import type { TabBadge, TabBadges } from '../browser/tab-badges.ts'
import type { SeenWindow } from '../browser/windows.ts'
import type { Ledger, MadeSession } from '../ledger.ts'
import { sessionShown } from '../session-shown.ts'

export interface PersonaBadges {
  /** Looks at all tabs again. One look at a time; what changes in the meantime brings another. */
  look(): void
  /** While something else has to be seen on the button, no tab has a badge of its own. */
  giveWay(isWanted: boolean): void
}

interface Tools {
  browser: Pick<BrowserPorts, 'cookies' | 'windows'>
  tabBadges: TabBadges
  ledger: Pick<Ledger, 'all'>
  personas(): Promise<Persona[]>
}

/** On each tab of a hub, the initials and the colour of the persona whose session its cookie is. */
export function createPersonaBadges(tools: Tools): PersonaBadges {
  let isLooking = false
  let isStale = false
  let isGivingWay = false

  const look = (): void => {
    isStale = true
    if (isLooking) return
    isLooking = true
    void lookUntilFresh().finally(() => {
      isLooking = false
    })
  }
  const lookUntilFresh = async (): Promise<void> => {
    while (isStale) {
      isStale = false
      // What cannot be looked at now may be at the next look.
      await lookAround(tools, isGivingWay).catch(() => {})
    }
  }
  return {
    look,
    giveWay(isWanted) {
      if (isWanted === isGivingWay) return
      isGivingWay = isWanted
      look()
    },
  }
}

async function lookAround(tools: Tools, isGivingWay: boolean): Promise<void> {
  const [windows, made, personas] = await Promise.all([
    tools.browser.windows.all(),
    tools.ledger.all(),
    tools.personas(),
  ])
  const shown = isGivingWay ? [] : made
  // One that closes meanwhile keeps no other from its badges.
  for (const window of windows) await showIn(window, shown, personas, tools).catch(() => {})
}

async function showIn(
  window: SeenWindow,
  made: readonly MadeSession[],
  personas: readonly Persona[],
  { browser, tabBadges }: Tools,
): Promise<void> {
  const storeId = made.length === 0 ? '' : await browser.cookies.storeOf(window.id)
  const here = made.filter(one => one.storeId === storeId)
  for (const { id, url } of window.tabs) {
    if (url === undefined) continue
    const session = await sessionShown(url, here, browser)
    const persona = personas.find(one => one.id === session?.persona)
    await tabBadges.show(id, persona && badgeOf(persona))
  }
}

const badgeOf = ({ label, colour }: Persona): TabBadge => ({
  text: initialsOf(label),
  colour: personaColours[colour],
})
