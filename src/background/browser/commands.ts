import browser from 'webextension-polyfill'

/** The browser's keyboard commands of the manifest, but for the one that opens the popup. */
export function onCommand(listener: (name: string, windowId: number) => void): void {
  browser.commands.onCommand.addListener((name, tab) =>
    listener(name, tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT),
  )
}

/** Rejects where the browser has no window in front, or does not let an extension do it. */
export const openPopup = (): Promise<void> => browser.action.openPopup()
