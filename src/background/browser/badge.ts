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
