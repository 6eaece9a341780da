import browser from 'webextension-polyfill'

export const extension = { id: browser.runtime.id, version: browser.runtime.getManifest().version }

/** Opens the welcome page once, when the extension is installed, but not after an update. */
export function openWelcomePageOnInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return
    browser.tabs.create({ url: browser.runtime.getURL(welcomePagePath) }).catch(() => {}) // no window is open
  })
}

const welcomePagePath = 'src/welcome/index.html'

/**
 * Calls the listener when the browser holds back an update. Firefox would otherwise install it at
 * once, even during a run.
 */
export const onUpdateAvailable = (listener: () => void): void =>
  browser.runtime.onUpdateAvailable.addListener(listener)

/** Restarts the extension, which installs an update that waits. Closes its pages. */
export const reloadExtension = (): void => browser.runtime.reload()

/** Listens to the keyboard commands of the manifest, except for the one that opens the popup. */
export function onCommand(listener: (name: string, windowId: number) => void): void {
  browser.commands.onCommand.addListener((name, tab) =>
    listener(name, tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT),
  )
}

/**
 * Opens the popup in the focused window, or in the given one. Rejects if no window has the focus,
 * as during a permission prompt (measured on Chromium 156). Rejects also if the browser does not
 * support it.
 */
export const openPopup = async (windowId?: number): Promise<void> =>
  browser.action.openPopup(windowId === undefined ? undefined : { windowId })
