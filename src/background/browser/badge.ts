import browser from 'webextension-polyfill'

/** What ended while no page was there to show it; that a run goes on, where no page can be opened; or nothing. */
export type Mark = '' | '✓' | '!' | '…'

/** The toolbar button as all tabs have it that have none of their own. The browser keeps it, whatever becomes of the worker. */
export interface Badge {
  show(mark: Mark): void
  shown(): Promise<string>
}

const colours: Record<Mark, string> = { '': '#5f6368', '✓': '#1e7e34', '!': '#b3261e', '…': '#1e6cd3' }

export const badge: Badge = {
  show(mark) {
    void browser.action.setBadgeBackgroundColor({ color: colours[mark] })
    void browser.action.setBadgeText({ text: mark })
  },
  shown: () => browser.action.getBadgeText({}),
}
