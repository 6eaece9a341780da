import browser from 'webextension-polyfill'
import type { PageMessage } from '#shared/state'
import { pagePortName } from '#shared/state'

/** Connects the worker to an open page of the extension. */
export interface PagePort {
  send(message: PageMessage): void
  onMessage(listener: (message: unknown) => void): void
  onClosed(listener: () => void): void
}

export function onPageConnected(listener: (page: PagePort) => void): void {
  browser.runtime.onConnect.addListener(port => {
    // Check the address: a content script in a hub page has the id of the extension too.
    if (port.name !== pagePortName || !port.sender?.url?.startsWith(browser.runtime.getURL(''))) return
    listener({
      send: message => {
        try {
          port.postMessage(message)
        } catch {
          // The page has been closed; `onClosed` follows.
        }
      },
      onMessage: receive => port.onMessage.addListener(receive),
      onClosed: closed => port.onDisconnect.addListener(closed),
    })
  })
}
