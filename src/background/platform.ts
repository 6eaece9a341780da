import { badge, tabBadges } from './browser/badges.ts'
import { readBrowserInfo } from './browser/browser-info.ts'
import { extension, openPopup } from './browser/extension.ts'
import { browserPorts } from './browser/index.ts'
import { openNativePort } from './browser/native-port.ts'
import { localStorage, managedStorage, openSessionItem } from './browser/storage.ts'
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
  pendingActionsItem: openSessionItem('pendingActions'),
  registry: openSessionRegistry(openSessionItem('createdSessions')),
  openNativePort: openNativePort,
  badge,
  tabBadges,
  openPopup,
  now: (): number => Date.now(),
}

export type Platform = typeof browserPlatform
