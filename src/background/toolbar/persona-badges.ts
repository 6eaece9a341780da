import { formatUserName } from '#protocol/identity'
import { getInitials } from '#shared/personas/initials'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'
import type { TabBadge, TabBadges } from '../browser/badges.ts'
import type { BrowserPorts } from '../browser/index.ts'
import type { OpenWindow } from '../browser/windows.ts'
import { findSessionOfTab } from '../sessions/session-of-tab.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'

export interface PersonaBadges {
  /** Updates the badges of all tabs. Changes during an update trigger another one. */
  refresh(): void
  /** Hides the badges of single tabs while the toolbar button shows something more important. */
  setSuppressed(isWanted: boolean): void
}

interface PersonaBadgesDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'windows'>
  tabBadges: TabBadges
  registry: Pick<SessionRegistry, 'list'>
  /** The sessions of other programs whose users a hub has reported. */
  seenSessions: Pick<SessionRegistry, 'list'>
  personas(): Promise<Persona[]>
}

/**
 * Shows on each hub tab whose session the tab uses: initials, the color of the persona, and the user
 * in the tooltip.
 */
export function createPersonaBadges(deps: PersonaBadgesDeps): PersonaBadges {
  let isRefreshing = false
  let isStale = false
  let isSuppressed = false

  const refresh = (): void => {
    isStale = true
    if (isRefreshing) return
    isRefreshing = true
    void refreshUntilFresh().finally(() => {
      isRefreshing = false
    })
  }
  const refreshUntilFresh = async (): Promise<void> => {
    while (isStale) {
      isStale = false
      // Retry on the next change.
      await updateAllBadges(deps, isSuppressed).catch(() => {})
    }
  }
  return {
    refresh,
    setSuppressed(isWanted) {
      if (isWanted === isSuppressed) return
      isSuppressed = isWanted
      refresh()
    },
  }
}

async function updateAllBadges(deps: PersonaBadgesDeps, isSuppressed: boolean): Promise<void> {
  const [windows, createdSessions, seenSessions, personas] = await Promise.all([
    deps.browser.windows.list(),
    deps.registry.list(),
    deps.seenSessions.list(),
    deps.personas(),
  ])
  const visibleSessions = isSuppressed ? [] : [...createdSessions, ...seenSessions]
  // A window that closes during the update does not affect the others.
  for (const window of windows)
    await updateWindowBadges(window, visibleSessions, personas, deps).catch(() => {})
}

async function updateWindowBadges(
  window: OpenWindow,
  createdSessions: readonly CreatedSession[],
  personas: readonly Persona[],
  { browser, tabBadges }: PersonaBadgesDeps,
): Promise<void> {
  for (const tab of window.tabs) {
    if (tab.url === undefined) continue
    const session = await findSessionOfTab(tab, createdSessions, browser)
    const persona = personas.find(one => one.id === session?.persona)
    await tabBadges.set(tab.id, session && toBadge(session, persona))
  }
}

/** Shows the user id of a user that is no persona. */
const toBadge = (session: CreatedSession, persona: Persona | undefined): TabBadge => ({
  text: getInitials(persona?.label ?? session.userId),
  color: persona === undefined ? otherUserColor : personaColors[persona.colour],
  user: formatUserName(session),
  prefix: session.prefix,
})

/** A gray with the contrast of a persona's color. */
export const otherUserColor = '#5f6368'
