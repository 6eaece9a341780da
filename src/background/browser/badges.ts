import browser from 'webextension-polyfill'

/** What ended while no page was there to show it; that a run goes on, where no page can be opened; or nothing. */
export type BadgeStatus = '' | '✓' | '!' | '…'

/** The toolbar button as all tabs have it that have none of their own. The browser keeps it, whatever becomes of the worker. */
export interface Badge {
  set(mark: BadgeStatus): void
  get(): Promise<string>
}

const statusColors: Record<BadgeStatus, string> = {
  '': '#5f6368',
  '✓': '#1e7e34',
  '!': '#b3261e',
  '…': '#1e6cd3',
}

export const badge: Badge = {
  set(status) {
    void browser.action.setBadgeBackgroundColor({ color: statusColors[status] })
    void browser.action.setBadgeText({ text: status })
  },
  get: () => browser.action.getBadgeText({}),
}

export interface TabBadge {
  text: string
  color: string
}

/** The toolbar button as one tab has it, over what it is elsewhere. Chromium forgets it when the tab goes to another page. */
export interface TabBadges {
  /** Without a badge the tab has the button's usual one. Nothing happens when the tab is gone. */
  set(tabId: number, badge: TabBadge | undefined): Promise<void>
}

export const tabBadges: TabBadges = {
  async set(tabId, badge) {
    const colorChanges = badge && [
      browser.action.setBadgeBackgroundColor({ tabId, color: badge.color }),
      browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    ]
    await Promise.allSettled([
      ...(colorChanges ?? []),
      browser.action.setBadgeText({ tabId, text: badge?.text ?? null }),
    ])
  },
}
