import { formatUserName, isSameUser, isSameUserName } from '#protocol/identity'
import type { Site } from '#protocol/site'
import { locationOfTab } from '#shared/hub-location'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { BrowserPorts } from '../browser/index.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { RunRecord } from '../run/run-state.ts'
import type { FindSessionOrigins } from '../sessions/session-origins.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'
import type { SessionCookieInUse } from './find-session-cookie.ts'
import { findProxyOfLoginPage } from './login-page.ts'
import { type HubTab, queryHub, type SignedInTab, type TabIdentity } from './query-hub.ts'
import { toCurrentUser } from './to-current-user.ts'

export interface CurrentUserTrackerDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'tabScripting' | 'permissions' | 'tabs'>
  registry: Pick<SessionRegistry, 'list'>
  virtualProxies: Pick<KnownVirtualProxies, 'find' | 'list' | 'ensureLoaded'>
  findOrigins: FindSessionOrigins
  /** Receives the sessions of other programs, so that their tabs have a badge. */
  seenSessions: Pick<SessionRegistry, 'list' | 'add'>
  sites(): readonly Site[]
  /** True during a run: the signed-in user is changing, and the run queries the hub itself. */
  isPaused(): boolean
  publish(users: CurrentUser[]): void
  now(): number
}

/**
 * Tracks who is signed in to the tab in front of each window in which a page of ours was opened.
 */
export class CurrentUserTracker {
  readonly #deps: CurrentUserTrackerDeps
  readonly #windows = new Map<number, TrackedWindow>()
  #stopListening: (() => void) | undefined

  readonly handlers: IntentHandlersOf<'watchCurrentUser'> = {
    watchCurrentUser: ({ windowId }) => {
      this.#stopListening ??= listenForChanges(this.#deps.browser, () => this.refresh())
      this.#windows.set(windowId, this.#windows.get(windowId) ?? {})
      this.refresh()
    },
  }

  constructor(deps: CurrentUserTrackerDeps) {
    this.#deps = deps
  }

  /** Queries the hub again for every tracked window. */
  refresh(): void {
    if (this.#deps.isPaused() || this.#deps.sites().length === 0) return
    // A window that has just been closed has no result.
    for (const windowId of this.#windows.keys()) this.query(windowId).catch(() => {})
  }

  /**
   * Queries the hub for one window. Returns undefined for a tab that shows no hub. Does not publish
   * the result if a later query has started or the tracker was stopped.
   */
  async query(windowId: number): Promise<TabIdentity | undefined> {
    const { virtualProxies, now } = this.#deps
    const request = {}
    const previous = this.#windows.get(windowId)
    this.#windows.set(windowId, { ...previous, request })
    const isLatest = (): boolean => this.#windows.get(windowId)?.request === request
    const tab = await findHubTabInFront(windowId, this.#deps)
    if (tab === undefined) {
      if (isLatest()) this.#setAndPublish(windowId, { request, published: { status: 'notHub', windowId } })
      return undefined
    }
    // A query outlives the last page, but must not start the companion again.
    if (isLatest()) virtualProxies.ensureLoaded(tab.site.id)
    if (isLatest() && !isSameHub(previous?.published, tab))
      this.#setAndPublish(windowId, { request, published: toPendingUser(tab) })
    const queried = { ...tab, askedAt: now() }
    const latest = tab.isLoginPage
      ? { ...queried, status: 'nobody' as const }
      : await this.#withOrigin(await queryHub(queried, this.#deps))
    if (isLatest())
      this.#setAndPublish(windowId, { request, latest, published: toCurrentUser(latest, virtualProxies) })
    return latest
  }

  async #withOrigin(tab: TabIdentity): Promise<TabIdentity> {
    if (tab.status !== 'user' || tab.sessionCookie === undefined) return tab
    const { value } = tab.sessionCookie.cookie
    await rememberSession(tab, tab.sessionCookie, this.#deps)
    const origin = (await this.#deps.findOrigins(tab.prefix, [value])).get(value)
    const isOthers = origin?.user !== undefined && !isSameUserName(origin.user, formatUserName(tab.user))
    return { ...tab, origin: isOthers ? { isCreatedByHubpass: false } : origin }
  }

  /** Publishes the user that a run has just verified in its tab, and not the previous one until asked. */
  readonly noteSignedIn = ({ run, request, tabId }: RunRecord): void => {
    if (run.outcome !== 'passed') return
    for (const [windowId, { latest }] of this.#windows) {
      if (latest === undefined || latest.tabId !== tabId) continue
      const { site, prefix, user } = run
      const fields = { windowId, site, prefix, user, persona: request.persona, canEnd: false }
      const published: CurrentUser = { ...fields, status: 'user', askedAt: this.#deps.now() }
      this.#setAndPublish(windowId, { request: {}, published })
    }
  }

  /** Publishes that it is unknown who is signed in to a tab, because its session has ended. */
  forget(tab: HubTab): void {
    if (this.#windows.has(tab.windowId))
      this.#setAndPublish(tab.windowId, { request: {}, published: toPendingUser(tab) })
  }

  /** Returns the result of the last query. */
  getLatest(windowId: number): TabIdentity | undefined {
    return this.#windows.get(windowId)?.latest
  }

  /** Publishes the last results again, completed by new settings of virtual proxies. */
  republish(): void {
    for (const [windowId, { latest, ...tracked }] of this.#windows) {
      // The settings may name the login page that the tab shows.
      if (tracked.published?.status === 'notHub' && !this.#deps.isPaused())
        this.query(windowId).catch(() => {})
      if (latest === undefined) continue
      const published = toCurrentUser(latest, this.#deps.virtualProxies)
      this.#windows.set(windowId, { ...tracked, latest, published })
      // The settings may name the session cookie that was missing.
      if (latest.status === 'user' && latest.sessionCookie === undefined) this.query(windowId).catch(() => {})
    }
    this.#publish()
  }

  /** Stops tracking. Called when the last page has closed. */
  stop(): void {
    this.#stopListening?.()
    this.#stopListening = undefined
    this.#windows.clear()
    this.#publish()
  }

  #setAndPublish(windowId: number, tracked: TrackedWindow): void {
    this.#windows.set(windowId, tracked)
    this.#publish()
  }

  #publish(): void {
    this.#deps.publish([...this.#windows.values()].flatMap(({ published }) => published ?? []))
  }
}

interface TrackedWindow {
  /** Identifies the last query. */
  request?: object
  latest?: TabIdentity
  published?: CurrentUser
}

/**
 * Listens for everything that may change the signed-in user. Returns a function that stops
 * listening.
 */
function listenForChanges(
  { tabs, permissions }: CurrentUserTrackerDeps['browser'],
  refresh: () => void,
): () => void {
  const stops = [tabs.onShown(refresh), permissions.onAdded(refresh)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** A login page on another host cannot ask the hub: the hub has just answered by showing it. */
async function findHubTabInFront(
  windowId: number,
  { browser, sites, virtualProxies }: CurrentUserTrackerDeps,
): Promise<(HubTab & { isLoginPage: boolean }) | undefined> {
  const tab = await browser.tabs.findInFront(windowId)
  const hubLocation = locationOfTab(sites(), tab?.url)
  const location = hubLocation ?? findProxyOfLoginPage(tab?.url, sites(), virtualProxies.list)
  return tab && location && { tabId: tab.id, windowId, ...location, isLoginPage: hubLocation === undefined }
}

async function rememberSession(
  { site, prefix, user, askedAt }: SignedInTab,
  { cookie, storeId, createdSession }: SessionCookieInUse,
  { seenSessions }: CurrentUserTrackerDeps,
): Promise<void> {
  const isKnown = (one: CreatedSession): boolean => one.sessionId === cookie.value && isSameUser(one, user)
  if (createdSession !== undefined || (await seenSessions.list().catch(() => [])).some(isKnown)) return
  await seenSessions.add({
    ...user,
    sessionId: cookie.value,
    site,
    prefix,
    storeId,
    cookieName: cookie.name,
    createdAt: askedAt,
    virtualProxy: undefined,
    replaced: [],
  })
}

const isSameHub = (published: CurrentUser | undefined, { site, prefix }: HubTab): boolean =>
  published !== undefined &&
  published.status !== 'notHub' &&
  published.site === site.id &&
  published.prefix === prefix

const toPendingUser = ({ windowId, site, prefix }: HubTab): CurrentUser => ({
  status: 'asking',
  windowId,
  site: site.id,
  prefix,
})
