import { parseOrThrow } from '#protocol/validate'
import { IntentSchema, type SignInRequest } from '#shared/intents'
import type { StateChange } from '#shared/state'
import { createEmitter } from './async/emitter.ts'
import { createSerialQueue } from './async/serial-queue.ts'
import type { PagePort } from './browser/page-ports.ts'
import { CompanionConnection } from './companion/connection.ts'
import { CurrentUserTracker } from './current-user/current-user.ts'
import { createSignedInWindows } from './current-user/signed-in-windows.ts'
import { createFixes } from './diagnosis/apply-fix.ts'
import { followFirstSignIn } from './history/first-sign-in.ts'
import { createHistory } from './history/history-controller.ts'
import { openRunHistory } from './history/stored-runs.ts'
import { dispatchIntent, type IntentHandlers } from './intent-handlers.ts'
import { createPageConnections } from './page-connections.ts'
import { createPageLifecycle } from './page-lifecycle.ts'
import { createPersonas } from './personas/personas.ts'
import { createQuickSwitch, parseShortcutIndex } from './personas/quick-switch.ts'
import type { Platform } from './platform.ts'
import { followPolicy } from './policy/policy.ts'
import { createPopupReopener } from './run/popup-reopener.ts'
import { RunController } from './run/run-controller.ts'
import type { RunRecord } from './run/run-state.ts'
import { createRunValidity } from './run/run-validity.ts'
import { createSessionActions } from './session-actions/session-actions.ts'
import { createSessionCookieViewer } from './session-actions/session-cookie.ts'
import { createSessionOrigins } from './sessions/session-origins.ts'
import { createSettings } from './settings/settings.ts'
import { createUserSearch } from './sites/found-users.ts'
import { createSiteActions } from './sites/site-actions.ts'
import { createVirtualProxies } from './sites/virtual-proxies.ts'
import { createQuarantine } from './storage/quarantine.ts'
import { createTabExplainer } from './tab-diagnosis/tab-explainer.ts'
import { createPersonaBadges } from './toolbar/persona-badges.ts'
import { createStatusBadge } from './toolbar/status-badge.ts'
import { createUpdateInstaller } from './updates/install-update.ts'
import { createBrowserChecks } from './xray/in-browser/browser-checks.ts'
import { createXrays } from './xray/xrays.ts'

export interface Background {
  connectPage(page: PagePort): void
  /** Handles a keyboard command of the manifest that was pressed in a window. */
  handleShortcut(name: string, windowId: number): void
  /** Handles that the browser holds back an update of the extension. */
  handleUpdateAvailable(): void
  /** Refreshes the badges after a tab has shown another page. */
  refreshTabBadges(): void
}

/** Connects units that would otherwise depend on each other in a circle. */
interface BackgroundEvents {
  stateChanged: [change: StateChange]
  /** The outcome of a run is known, and a failed run is rolled back. */
  runDecided: [record: RunRecord]
  /** The run has left the queue. */
  runFinished: []
  actionFinished: []
  fixFinished: []
  siteActionFinished: []
  xrayFinished: []
}

/**
 * Composes the background: one state that every open page shows, and the handlers of what pages ask
 * for. The companion runs during a run and while a page is open, so that a sign-in starts at once.
 */
export function createBackground(platform: Platform): Background {
  const { browser, registry, runItem, localStorage: storage, openPopup, now } = platform
  const events = createEmitter<BackgroundEvents>()
  const queue = createSerialQueue()
  const pages = createPageConnections(change => events.emit('stateChanged', change))
  const { publish } = pages

  const companion = new CompanionConnection({
    openPort: platform.openNativePort,
    extension: platform.extension,
    publish: state => publish({ companion: state }),
  })
  const quarantine = createQuarantine({ storage, now, publish })
  const settings = createSettings({
    storage,
    quarantine,
    publish: changed => publish({ settings: changed }),
  })
  const personas = createPersonas({
    storage,
    quarantine,
    now,
    publish: state => publish({ personas: state }),
  })
  const policy = followPolicy({
    managed: platform.managedStorage,
    publish: policy => publish({ policy }),
    onPersonas: personas.setManaged,
  })
  const { tabBadges, badge, seenSessions } = platform
  const personaBadges = createPersonaBadges({
    browser,
    registry,
    seenSessions,
    tabBadges,
    personas: personas.list,
  })
  const setStatus = createStatusBadge({ badge, setSuppressed: personaBadges.setSuppressed })
  const signedInWindows = createSignedInWindows({
    browser,
    registry,
    publish: windows => publish({ signedInWindows: windows }),
  })
  const virtualProxies = createVirtualProxies({
    companion,
    publish: proxies => publish({ virtualProxies: proxies }),
  })
  const findOrigins = createSessionOrigins({ registry, companion: () => companion.connect() })
  const userSearch = createUserSearch({
    companion,
    publish: found => publish({ foundUsers: found }),
  })
  const siteActions = createSiteActions({
    companion,
    isForbidden: async () => (await policy.readCurrent())?.addSites === 'terminal',
    publish: action => publish({ siteAction: action }),
    onFinished: () => events.emit('siteActionFinished'),
  })
  const runs = new RunController({
    browser,
    findOrigins,
    findContainerOf: async id => (await personas.list()).find(persona => persona.id === id)?.container,
    companion,
    queue,
    registry,
    runItem,
    now,
    publish: run => publish({ run }),
    onAccepted: ({ persona }) => persona !== undefined && personas.markUsed(persona),
    onDecided: record => events.emit('runDecided', record),
    onFinished: () => events.emit('runFinished'),
  })
  const signIn = (request: SignInRequest): boolean => {
    publish({ requestedPersonaId: '' })
    return runs.start(request)
  }
  const currentUser = new CurrentUserTracker({
    browser,
    seenSessions,
    findOrigins,
    registry,
    virtualProxies,
    now,
    sites: () => pages.getReadyCompanion()?.sites ?? [],
    isPaused: () => runs.isRunning(),
    publish: users => publish({ currentUsers: users }),
  })
  const storedRuns = openRunHistory({
    storage,
    quarantine,
    clearedRunsItem: platform.clearedRunsItem,
    readRunsKept: async () => (await settings.read()).runsKept,
  })
  const noteFirstSignIn = followFirstSignIn({
    storage,
    runs: storedRuns,
    publish: hasSignedIn => publish({ hasSignedIn }),
  })
  const history = createHistory({
    runs: storedRuns,
    readBrowserInfo: platform.readBrowserInfo,
    extensionVersion: platform.extension.version,
    getCompanionVersion: () => pages.getReadyCompanion()?.version,
    signIn,
    findSite: id => pages.getReadyCompanion()?.sites.find(site => site.id === id),
    now,
    publish,
  })
  const checkLastRun = createRunValidity({
    browser,
    registry,
    runItem,
    publish: overRunId => publish({ overRunId }),
  })
  const fixes = createFixes({
    findOrigins,
    companion,
    queue,
    registry,
    runItem,
    signIn,
    now,
    currentRun: () => pages.getState().run,
    publish: run => publish({ run }),
    onFinished: () => events.emit('fixFinished'),
  })
  const sessionActions = createSessionActions({
    browser,
    findOrigins,
    companion,
    queue,
    registry,
    currentUser,
    pendingActionsItem: platform.pendingActionsItem,
    signIn,
    publish: action => publish({ sessionAction: action }),
    publishSessions: sessions => publish({ sessionList: sessions }),
    onFinished: () => events.emit('actionFinished'),
  })
  const sessionCookie = createSessionCookieViewer({
    currentUser,
    virtualProxies,
    publish: view => publish({ sessionCookie: view }),
  })
  const tabExplainer = createTabExplainer({
    browser,
    findOrigins,
    registry,
    virtualProxies,
    currentUser,
    now,
    companion: () => companion.connect(),
    publish: explanation => publish({ tabExplanation: explanation }),
  })
  const xrays = createXrays({
    companion,
    xrayItem: platform.xrayItem,
    checkInBrowser: createBrowserChecks({ browser, currentUser, virtualProxies }),
    readVersions: async () => ({
      extension: platform.extension.version,
      companion: pages.getReadyCompanion()?.version,
      browser: await platform.readBrowserInfo(),
    }),
    now,
    publish: view => publish({ xray: view }),
    onFinished: () => events.emit('xrayFinished'),
  })
  const quickSwitch = createQuickSwitch({
    browser,
    companion,
    runs,
    personas: personas.list,
    signIn,
    openPopup,
    setStatus,
    publishRequestedPersona: id => publish({ requestedPersonaId: id }),
  })
  const popupReopener = createPopupReopener({
    browser,
    openPopup,
    currentRun: () => pages.getState().run,
    onPromptClosed: () => runs.answerPermission(false),
  })

  const handlers: IntentHandlers = {
    signIn: ({ request }) => signIn(request),
    permission: ({ granted }) => runs.answerPermission(granted),
    cancel: () => runs.cancel(),
    // The result is published.
    reconnect: ({ quietly }) => companion.fetchSites(quietly).catch(() => {}),
    ...currentUser.handlers,
    ...fixes.handlers,
    ...history.handlers,
    ...personas.handlers,
    ...quarantine.handlers,
    ...sessionActions.handlers,
    ...sessionCookie.handlers,
    ...settings.handlers,
    ...signedInWindows.handlers,
    ...userSearch.handlers,
    ...siteActions.handlers,
    ...tabExplainer.handlers,
    ...virtualProxies.handlers,
    ...xrays.handlers,
  }
  // The work of a previous worker comes first, because it decides what an intent does.
  const resumed = Promise.allSettled([
    sessionActions.resume().finally(() => runs.resume()),
    xrays.resume(),
    browser.probes.closeLeft(),
  ])
  const isWorking = (): boolean => queue.isBusy() || siteActions.isBusy() || xrays.isBusy()
  const updates = createUpdateInstaller({
    updateItem: platform.updateItem,
    reload: platform.reload,
    isBusy: () => isWorking() || !pages.isEmpty(),
    canUndo: async () => (await registry.list()).length > 0 || (await storedRuns.countCleared()) > 0,
  })
  const { connectPage, shutDownIfIdle } = createPageLifecycle({
    pages,
    queue: { isBusy: isWorking },
    installUpdate: () => void resumed.then(updates.installIfIdle).catch(() => {}),
    companion,
    quarantine,
    reloadPolicy: policy.reload,
    signedInWindows,
    virtualProxies,
    sessionCookie,
    tabExplainer,
    currentUser,
    runs,
    popupReopener,
    setStatus,
    // Handlers publish their failures. The rest are messages that no page of this version sends.
    receive: message =>
      resumed
        .then(() => dispatchIntent(handlers, parseOrThrow(IntentSchema, message, 'intent')))
        .catch(() => {}),
  })

  const handleSessionsChanged = (): void => {
    personaBadges.refresh()
    signedInWindows.refresh()
    currentUser.refresh()
    shutDownIfIdle()
  }
  let signedInCount = 0
  events.on('stateChanged', change => {
    if (change.companion?.status === 'ready') currentUser.refresh()
    if (change.virtualProxies !== undefined) currentUser.republish()
    const hasFewerWindows = (change.signedInWindows?.length ?? signedInCount) < signedInCount
    signedInCount = change.signedInWindows?.length ?? signedInCount
    if (change.currentUsers !== undefined || hasFewerWindows) checkLastRun()
    if (change.personas !== undefined || change.currentUsers !== undefined) personaBadges.refresh()
  })
  events.on('runDecided', history.add)
  events.on('runDecided', currentUser.noteSignedIn)
  events.on('runDecided', noteFirstSignIn)
  events.on('runFinished', () => {
    const unseenStatus = pages.getState().run?.outcome === 'passed' ? '✓' : '!'
    if (!runs.isRunning()) setStatus(pages.isEmpty() ? unseenStatus : '')
    handleSessionsChanged()
  })
  events.on('actionFinished', checkLastRun)
  events.on('actionFinished', handleSessionsChanged)
  events.on('fixFinished', shutDownIfIdle)
  events.on('siteActionFinished', shutDownIfIdle)
  events.on('xrayFinished', shutDownIfIdle)

  return {
    connectPage,
    handleShortcut(name, windowId) {
      const position = parseShortcutIndex(name)
      if (position !== undefined)
        resumed
          // The personas of the organization count as well.
          .then(policy.reload)
          .then(() => quickSwitch(position, windowId))
          .catch(() => setStatus('!'))
          .finally(shutDownIfIdle)
    },
    handleUpdateAvailable: () => void resumed.then(updates.noteAvailable).catch(() => {}),
    refreshTabBadges: personaBadges.refresh,
  }
}
