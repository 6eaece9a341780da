import { aboutBrowser } from './browser/about-browser.ts'
import { badge } from './browser/badge.ts'
import { openPopup } from './browser/commands.ts'
import { browserPorts, extension } from './browser/index.ts'
import { localStorage } from './browser/local-storage.ts'
import { managedStorage } from './browser/managed-storage.ts'
import { openNativePort } from './browser/native-port.ts'
import { sessionStored } from './browser/session-storage.ts'
import { tabBadges } from './browser/tab-badges.ts'
import { openLedger } from './ledger.ts'

/** All that the background has of the browser. Tests put doubles in its place. */
export const tools = {
  browser: browserPorts,
  extension,
  /** What outlives the browser. */
  storage: localStorage,
  /** What the organisation sets. */
  managed: managedStorage,
  /** The store of runs that were cleared and may come back. */
  clearedRuns: sessionStored('clearedRuns'),
  aboutBrowser,
  /** The store of the run that goes on. */
  stored: sessionStored('run'),
  /** The store of the deeds that go on. */
  begunDeeds: sessionStored('deeds'),
  ledger: openLedger(sessionStored('made')),
  openPort: openNativePort,
  badge,
  tabBadges,
  openPopup,
  now: (): number => Date.now(),
}

export type BackgroundTools = typeof tools
