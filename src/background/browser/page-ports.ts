import browser from 'webextension-polyfill'
import type { PageMessage } from '#shared/state'
import { pagePortName } from '#shared/state'

/** A page of ours that is open. */
export interface PagePort {
  send(message: PageMessage): void
  onMessage(listener: (message: unknown) => void): void
  onClosed(listener: () => void): void
}

export function onPageConnected(listener: (page: PagePort) => void): void {
  browser.runtime.onConnect.addListener(port => {
    // By its address: what we run inside a hub page has our id too.
    if (port.name !== pagePortName || !port.sender?.url?.startsWith(browser.runtime.getURL(''))) return
    listener({
      send: message => {
        try {
          port.postMessage(message)
        } catch {
          // It has been closed, and its listener is about to be told.
        }
      },
      onMessage: receive => port.onMessage.addListener(receive),
      onClosed: closed => port.onDisconnect.addListener(closed),
    })
  })
}
