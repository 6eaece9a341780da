import browser from 'webextension-polyfill'
import { nativeHostName } from '#protocol/constants'

/** Connects to one companion process, which lives as long as the port. */
export interface NativePort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /**
   * Registers a listener that is called once, with the browser's message, when the process has
   * ended or could not start.
   */
  onDisconnect(listener: (browserSaid: string) => void): void
  close(): void
}

/**
 * Starts the companion. A missing or forbidden companion is reported only through `onDisconnect`.
 */
export function openNativePort(): NativePort {
  const port = browser.runtime.connectNative(nativeHostName)
  return {
    send: message => port.postMessage(message),
    onMessage: listener => port.onMessage.addListener(listener),
    onDisconnect: listener =>
      port.onDisconnect.addListener(ended =>
        // Firefox reports the reason on the port, Chromium through lastError.
        listener(ended.error?.message ?? browser.runtime.lastError?.message ?? 'the connection ended'),
      ),
    close: () => port.disconnect(),
  }
}
