import type { SerialQueue } from './async/serial-queue.ts'
import type { BadgeStatus } from './browser/badges.ts'
import type { PagePort } from './browser/page-ports.ts'
import type { CompanionConnection } from './companion/connection.ts'
import type { CurrentUserTracker } from './current-user/current-user.ts'
import type { SignedInWindows } from './current-user/signed-in-windows.ts'
import type { PageConnections } from './page-connections.ts'
import type { PopupReopener } from './run/popup-reopener.ts'
import type { RunController } from './run/run-controller.ts'
import type { SessionCookieViewer } from './session-actions/session-cookie.ts'
import type { KnownVirtualProxies } from './sites/virtual-proxies.ts'
import type { Quarantine } from './storage/quarantine.ts'
import type { TabExplainer } from './tab-diagnosis/tab-explainer.ts'

interface PageLifecycleDeps {
  pages: PageConnections
  queue: Pick<SerialQueue, 'isBusy'>
  companion: Pick<CompanionConnection, 'connect' | 'disconnect'>
  quarantine: Pick<Quarantine, 'publish'>
  reloadPolicy(): Promise<void>
  signedInWindows: Pick<SignedInWindows, 'watch' | 'stop'>
  virtualProxies: Pick<KnownVirtualProxies, 'clear'>
  sessionCookie: Pick<SessionCookieViewer, 'hide'>
  tabExplainer: Pick<TabExplainer, 'stop'>
  currentUser: Pick<CurrentUserTracker, 'stop'>
  runs: Pick<RunController, 'getRequestWindowId'>
  popupReopener: PopupReopener
  setStatus(status: BadgeStatus): void
  /** Installs an update that waits. */
  installUpdate(): void
  /** Handles an intent of a page. */
  receive(message: unknown): void
}

/** Starts what only pages need with the first open page, and stops it after the last one. */
export interface PageLifecycle {
  connectPage(page: PagePort): void
  /**
   * Stops the companion and the trackers when no page is open and the queue is empty. An open port
   * would keep the worker from being updated.
   */
  shutDownIfIdle(): void
}

export function createPageLifecycle(deps: PageLifecycleDeps): PageLifecycle {
  const { pages, companion, quarantine, signedInWindows, runs, popupReopener } = deps

  const shutDownIfIdle = (): void => {
    if (!pages.isEmpty() || deps.queue.isBusy()) return
    deps.currentUser.stop()
    deps.virtualProxies.clear()
    companion.disconnect()
    deps.installUpdate()
  }
  const disconnectPage = (page: PagePort): void => {
    pages.remove(page)
    deps.sessionCookie.hide()
    // The popup has shown this persona; the next popup starts without it.
    if (pages.getState().requestedPersonaId) pages.publish({ requestedPersonaId: '' })
    const windowId = runs.getRequestWindowId()
    if (windowId !== undefined) popupReopener.watch(windowId)
    if (pages.isEmpty()) {
      signedInWindows.stop()
      deps.tabExplainer.stop()
    }
    shutDownIfIdle()
  }

  return {
    connectPage(page) {
      popupReopener.cancel()
      if (pages.isEmpty()) signedInWindows.watch()
      // Connect first, so that the initial state does not show a companion that has stopped.
      companion.connect().catch(() => {})
      if (pages.getState().quarantine === undefined) quarantine.publish().catch(() => {})
      void deps.reloadPolicy()
      pages.add(page)
      page.onMessage(deps.receive)
      page.onClosed(() => disconnectPage(page))
      deps.setStatus('')
    },
    shutDownIfIdle,
  }
}
