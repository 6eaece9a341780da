import browser from 'webextension-polyfill'

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

/**
 * Told, from the start of the worker on, when a tab shows something else. Not of cookies: a page that keeps setting one would
 * keep the worker from everything else.
 */
export function onTabsChanged(listener: () => void): void {
  browser.tabs.onUpdated.addListener((_, { status, url }) => {
    if (status !== undefined || url !== undefined) listener()
  })
}
