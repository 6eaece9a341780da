import browser from 'webextension-polyfill'
import { browserLink, type Link } from '#ui/link.ts'

/** All that the manage page knows of the browser. */
export interface OptionsLink extends Link {
  /** Of this extension, as this browser knows it. */
  extension: { id: string; version: string }
}

export const optionsLink = (): OptionsLink => ({
  ...browserLink(),
  extension: { id: browser.runtime.id, version: browser.runtime.getManifest().version },
})
