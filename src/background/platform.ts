import { type Badge, badge, type TabBadges, tabBadges } from './browser/badges.ts'
import { type ReadBrowserInfo, readBrowserInfo } from './browser/browser-info.ts'
import { extension, openPopup, reloadExtension } from './browser/extension.ts'
import { type BrowserPorts, browserPorts } from './browser/index.ts'
import { type NativePort, openNativePort } from './browser/native-port.ts'
import {
  type LocalStorage,
  localStorage,
  type ManagedStorage,
  managedStorage,
  openSessionItem,
  type SessionItem,
} from './browser/storage.ts'
import type { ExtensionInfo } from './companion/client.ts'
import { openSessionRegistry, type SessionRegistry } from './sessions/session-registry.ts'

/** Everything that the background uses from the browser. Tests replace it with fakes. */
export interface Platform {
  browser: BrowserPorts
  extension: ExtensionInfo
  /** Survives a restart of the browser. */
  localStorage: LocalStorage
  /** Holds the policy of the organization. */
  managedStorage: ManagedStorage
  /** Holds the record of the run in progress, or of the last one. */
  runItem: SessionItem
  /** Holds the session actions in progress. */
  pendingActionsItem: SessionItem
  /** Holds the session checks in progress. */
  xrayItem: SessionItem
  /** Holds the cleared runs that can be restored. */
  clearedRunsItem: SessionItem
  /** Holds whether an update waits. */
  updateItem: SessionItem
  registry: SessionRegistry
  /** Holds the sessions of other programs whose users a hub has reported. */
  seenSessions: SessionRegistry
  badge: Badge
  tabBadges: TabBadges
  openNativePort(): NativePort
  openPopup(windowId?: number): Promise<void>
  /** Restarts the extension. */
  reload(): void
  readBrowserInfo: ReadBrowserInfo
  now(): number
}

export const browserPlatform: Platform = {
  browser: browserPorts,
  extension,
  localStorage,
  managedStorage,
  runItem: openSessionItem('run'),
  pendingActionsItem: openSessionItem('pendingActions'),
  xrayItem: openSessionItem('xray'),
  clearedRunsItem: openSessionItem('clearedRuns'),
  updateItem: openSessionItem('updateWaiting'),
  registry: openSessionRegistry(openSessionItem('createdSessions')),
  seenSessions: openSessionRegistry(openSessionItem('seenSessions')),
  badge,
  tabBadges,
  openNativePort,
  openPopup,
  reload: reloadExtension,
  readBrowserInfo,
  now: () => Date.now(),
}
