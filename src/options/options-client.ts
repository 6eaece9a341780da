import browser from 'webextension-polyfill'
import type { State } from '#shared/state'
import { type BackgroundClient, connectToBackground } from '#ui/background-client.ts'
import { whilePageVisible } from '#ui/while-page-visible.ts'

/** The browser functions that the options page uses. */
export interface OptionsClient extends BackgroundClient {
  extension: { id: string; version: string }
  readShortcuts(): Promise<Shortcut[]>
  /** Opens the page of the browser where people change shortcuts. */
  openShortcutSettings(): void
}

/** A keyboard shortcut of the extension. */
export interface Shortcut {
  name: string
  title: string
  /** Empty if no keys are assigned. */
  keys: string
}

export const createOptionsClient = (): OptionsClient => ({
  // A hidden tab neither keeps the companion running nor holds back an update.
  ...connectToBackground(whilePageVisible),
  readShortcuts,
  openShortcutSettings,
  extension: { id: browser.runtime.id, version: browser.runtime.getManifest().version },
})

/** Everything that a section of the page needs. */
export interface SectionProps {
  client: OptionsClient
  state: State
}

async function readShortcuts(): Promise<Shortcut[]> {
  const commands = await browser.commands.getAll().catch(() => [])
  return commands.map(({ name = '', description, shortcut = '' }) => ({
    name,
    // Browsers do not describe the command that opens the popup.
    title: description || 'Hubpass',
    keys: shortcut,
  }))
}

/** Firefox has a function for it, because it refuses to open its own pages; Chromium has none. */
function openShortcutSettings(): void {
  const commands: { openShortcutSettings?(): Promise<void> } = browser.commands
  const opened =
    commands.openShortcutSettings?.() ?? browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
  opened.catch(() => undefined)
}
