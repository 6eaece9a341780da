import { expect, vi } from 'vitest'
import type { SignInRequest } from '#shared/intents'
import { createBackground } from '../../src/background/background.ts'
import type { Platform } from '../../src/background/platform.ts'
import { createRecord, passStep, type RunRecord, startNextStep } from '../../src/background/run/run-state.ts'
import { openSessionRegistry } from '../../src/background/sessions/session-registry.ts'
import {
  FakeBrowser,
  FakeLocalStorage,
  FakeManagedStorage,
  FakePage,
  FakeSessionItem,
  FakeTabBadges,
} from './fake-browser.ts'
import { FakeCompanion } from './fake-companion.ts'

export const request: SignInRequest = {
  site: 'acme',
  prefix: '',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
  sessionId: 'session-id-of-a-test',
  cookieName: '',
  windowId: 1,
}

/** Starts a background whose platform is in memory. */
export function startBackground({
  runItem = new FakeSessionItem(),
  storage = new FakeLocalStorage(),
  companion = new FakeCompanion(),
  managed = new FakeManagedStorage(),
  createdSessionsItem = new FakeSessionItem(),
  pendingActionsItem = new FakeSessionItem(),
  xrayItem = new FakeSessionItem(),
  updateItem = new FakeSessionItem(),
  shownBadge = '',
} = {}) {
  const browser = new FakeBrowser()
  const registry = openSessionRegistry(createdSessionsItem)
  const showBadge = vi.fn<Platform['badge']['set']>()
  const openPopup = vi.fn<Platform['openPopup']>(async () => {})
  const reload = vi.fn<Platform['reload']>()
  const tabBadges = new FakeTabBadges()
  const background = createBackground({
    browser: browser.ports,
    extension: { id: 'abcdefgh', version: '1' },
    runItem,
    localStorage: storage,
    managedStorage: managed,
    clearedRunsItem: new FakeSessionItem(),
    readBrowserInfo: async () => 'Chromium 156',
    pendingActionsItem,
    xrayItem,
    updateItem,
    reload,
    registry,
    seenSessions: openSessionRegistry(new FakeSessionItem()),
    openNativePort: () => companion.connect(),
    badge: { set: showBadge, get: async () => shownBadge },
    openPopup,
    tabBadges,
    now: Date.now,
  })
  const openPage = (): FakePage => {
    const page = new FakePage()
    background.connectPage(page.port)
    return page
  }
  return {
    handleShortcut: background.handleShortcut,
    handleUpdateAvailable: background.handleUpdateAvailable,
    reload,
    openPopup,
    managed,
    browser,
    companion,
    runItem,
    storage,
    registry,
    showBadge,
    tabBadges,
    refreshTabBadges: background.refreshTabBadges,
    openPage,
  }
}

/** Starts a background with one open page. */
export async function startWithPage(options: Parameters<typeof startBackground>[0] = {}) {
  const bg = startBackground(options)
  const page = bg.openPage()
  return { ...bg, page, run: () => page.state?.run }
}

export type Harness = Awaited<ReturnType<typeof startWithPage>>

export const waitUntilReady = ({ page }: { page: FakePage }) =>
  vi.waitFor(() => expect(page.state?.companion.status).toBe('ready'))
export const waitForOutcome = ({ run }: Pick<Harness, 'run'>, outcome: string) =>
  vi.waitFor(() => expect(run()?.outcome).toBe(outcome))
export const listCommands = ({ requests }: FakeCompanion) => requests.map(({ command }) => command)

/** Returns a run that a worker left in its third step. */
export function recordInterruptedInSession(): RunRecord {
  const { run, ...record } = createRecord(request, 'run-1')
  const now = Date.now()
  const second = startNextStep(passStep(startNextStep(run, now), 'companion', now, undefined), now)
  const third = startNextStep(passStep(second, 'credential', now, undefined), now)
  return { ...record, run: third, site: { id: 'acme', hub: 'https://qlik.test' } }
}

/** Runs a sign-in after which the hub reports another user. */
export async function runWithWrongUser(bg: Harness) {
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, cookieName: 'X-Foo' } })
  await waitForOutcome(bg, 'failed')
}
