import { badge } from './browser/badge.ts'
import { readBrowserInfo } from './browser/browser-info.ts'
import { openPopup } from './browser/commands.ts'
import { browserPorts, extension } from './browser/index.ts'
import { localStorage } from './browser/local-storage.ts'
import { managedStorage } from './browser/managed-storage.ts'
import { openNativePort } from './browser/native-port.ts'
import { openSessionItem } from './browser/session-storage.ts'
import { tabBadges } from './browser/tab-badges.ts'
import { openSessionRegistry } from './sessions/session-registry.ts'

/** All that the background has of the browser. Tests put doubles in its place. */
export const browserPlatform = {
  browser: browserPorts,
  extension,
  /** What outlives the browser. */
  storage: localStorage,
  /** What the organisation sets. */
  managed: managedStorage,
  /** The store of runs that were cleared and may come back. */
  clearedRunsItem: openSessionItem('clearedRuns'),
  readBrowserInfo,
  /** The store of the run that goes on. */
  runItem: openSessionItem('run'),
  /** The store of the deeds that go on. */
  pendingActionsItem: openSessionItem('deeds'),
  registry: openSessionRegistry(openSessionItem('made')),
  openNativePort: openNativePort,
  badge,
  tabBadges,
  openPopup,
  now: (): number => Date.now(),
}

export type Platform = typeof browserPlatform
