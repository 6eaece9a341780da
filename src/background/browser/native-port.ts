import browser from 'webextension-polyfill'
import { nativeHostName } from '#protocol/constants'

/** A channel to one companion process, which lives as long as the channel. */
export interface NativePort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Told once, with the browser's own sentence, when the other end is gone or never was. */
  onDisconnect(listener: (browserSaid: string) => void): void
  close(): void
}

/** Starts the companion. A missing or forbidden one shows only in `onDisconnect`. */
export function openNativePort(): NativePort {
  const port = browser.runtime.connectNative(nativeHostName)
  return {
    send: message => port.postMessage(message),
    onMessage: listener => port.onMessage.addListener(listener),
    onDisconnect: listener =>
      port.onDisconnect.addListener(ended =>
        // Firefox tells the reason on the port, Chromium through lastError.
        listener(ended.error?.message ?? browser.runtime.lastError?.message ?? 'the connection ended'),
      ),
    close: () => port.disconnect(),
  }
}
