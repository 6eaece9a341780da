import browser from 'webextension-polyfill'

export const extension = { id: browser.runtime.id, version: browser.runtime.getManifest().version }

/** Shows the page of first steps once, when the extension has come into this browser: not after an update. */
export function openWelcomePageOnInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL(welcomePagePath) })
  })
}

const welcomePagePath = 'src/welcome/index.html'

/** The browser's keyboard commands of the manifest, but for the one that opens the popup. */
export function onCommand(listener: (name: string, windowId: number) => void): void {
  browser.commands.onCommand.addListener((name, tab) =>
    listener(name, tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT),
  )
}

/**
 * In the window in front, unless another one is named. Rejects where the keyboard is in none, as while the browser asks something
 * (measured on Chromium 156), or where the browser does not let an extension do it.
 */
export const openPopup = async (windowId?: number): Promise<void> =>
  browser.action.openPopup(windowId === undefined ? undefined : { windowId })
