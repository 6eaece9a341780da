import browser from 'webextension-polyfill'

/** Declares the function that only Firefox has, because it refuses to open its own pages. */
const commands: { openShortcutSettings?(): Promise<void> } = browser.commands

/** Opens a page of the browser, which a link cannot do. Firefox cannot open `details`. */
export function openBrowserPage(page: 'details' | 'shortcuts'): Promise<unknown> {
  if (page === 'details') return browser.tabs.create({ url: `chrome://extensions/?id=${browser.runtime.id}` })
  return commands.openShortcutSettings?.() ?? browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
}
