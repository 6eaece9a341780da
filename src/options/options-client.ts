import browser from 'webextension-polyfill'
import type { State } from '#shared/state'
import { type BackgroundClient, connectToBackground } from '#ui/background-client.ts'

/** The browser functions that the options page uses. */
export interface OptionsClient extends BackgroundClient {
  extension: { id: string; version: string }
}

export const createOptionsClient = (): OptionsClient => ({
  ...connectToBackground(),
  extension: { id: browser.runtime.id, version: browser.runtime.getManifest().version },
})

/** Everything that a section of the page needs. */
export interface SectionProps {
  client: OptionsClient
  state: State
}
