import browser from 'webextension-polyfill'

/** A mark on the toolbar button, for what ended while no page was there to show it. */
export type ShowBadge = (text: '' | '✓' | '!') => void

const colours = { '': '#5f6368', '✓': '#1e7e34', '!': '#b3261e' }

export const showBadge: ShowBadge = text => {
  void browser.action.setBadgeBackgroundColor({ color: colours[text] })
  void browser.action.setBadgeText({ text })
}
