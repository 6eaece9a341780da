import browser from 'webextension-polyfill'

/** Marks the result of a run that no page showed, or a run in progress that no page can show. */
export type BadgeStatus = '' | '✓' | '!' | '…'

/**
 * Sets the badge of all tabs that have none of their own. The browser keeps it when the
 * worker stops.
 */
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
    // A browser that is closing rejects both.
    browser.action.setBadgeBackgroundColor({ color: statusColors[status] }).catch(() => {})
    browser.action.setBadgeText({ text: status }).catch(() => {})
  },
  get: () => browser.action.getBadgeText({}),
}

export interface TabBadge {
  text: string
  color: string
  /** The user of the tab as `DIR\id`, for the tooltip. */
  user: string
  /** The prefix of the virtual proxy, for the tooltip. */
  prefix: string
}

/**
 * Sets the badge and the tooltip of a single tab, which override the shared ones. Chromium removes them when the
 * tab navigates.
 */
export interface TabBadges {
  /** Shows the shared badge if `badge` is undefined. Does nothing if the tab has been closed. */
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
      browser.action.setTitle({ tabId, title: badge === undefined ? defaultTitle : formatTitle(badge) }),
    ])
  },
}

/** That of the manifest. Chromium would show nothing for an empty one (measured on Chromium 156). */
const defaultTitle = 'Hubpass'

const formatTitle = ({ user, prefix }: TabBadge): string =>
  prefix === ''
    ? browser.i18n.getMessage('tabTitleOnDefault', [user])
    : browser.i18n.getMessage('tabTitle', [user, prefix])
