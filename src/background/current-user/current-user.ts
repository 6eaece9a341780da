import type { Site } from '#protocol/site'
import { locationOfTab } from '#shared/hub-location'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { BrowserPorts } from '../browser/index.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'
import { type HubTab, type QueryHubDeps, queryHub, type TabIdentity } from './query-hub.ts'
import { toCurrentUser } from './to-view.ts'

/** Who is signed in in front of each window that a page was opened in. */
export interface CurrentUserTracker {
  handlers: IntentHandlersOf<'who'>
  /** Asks again everywhere, because something may have changed. */
  refresh(): void
  /** Asks again and resolves to what was seen; undefined for a tab that shows no hub. */
  query(windowId: number): Promise<TabIdentity | undefined>
  /** What was seen last. */
  getLatest(windowId: number): TabIdentity | undefined
  /** Tells it again with what has become known of virtual proxies meanwhile. */
  republish(): void
  /** When no page is open any more. */
  stop(): void
}

export interface CurrentUserTrackerDeps extends QueryHubDeps {
  browser: QueryHubDeps['browser'] & Pick<BrowserPorts, 'tabs'>
  virtualProxies: Pick<KnownVirtualProxies, 'find' | 'ensureLoaded'>
  sites(): readonly Site[]
  /** While a run goes on the truth is in flux, and the run asks itself. */
  isPaused(): boolean
  publish(users: CurrentUser[]): void
  now(): number
}

export function createCurrentUserTracker(deps: CurrentUserTrackerDeps): CurrentUserTracker {
  const windows = new Map<number, TrackedWindow>()
  let stop: (() => void) | undefined

  const publish = (): void => deps.publish([...windows.values()].flatMap(({ published }) => published ?? []))
  const setAndPublish = (windowId: number, watched: TrackedWindow): void => {
    windows.set(windowId, watched)
    publish()
  }
  /** A question that was overtaken by a later one, or that nobody waits for any more, has no say. */
  async function query(windowId: number): Promise<TabIdentity | undefined> {
    const request = {}
    const previous = windows.get(windowId)
    windows.set(windowId, { ...previous, request })
    const isLatest = (): boolean => windows.get(windowId)?.request === request
    const tab = await findHubTabInFront(windowId, deps)
    if (tab === undefined) {
      if (isLatest()) setAndPublish(windowId, { request, published: { status: 'notHub', windowId } })
      return undefined
    }
    // Nobody asks any more when the last page has been closed: that must not start the companion again.
    if (isLatest()) deps.virtualProxies.ensureLoaded(tab.site.id)
    if (isLatest() && !isSameHub(previous?.published, tab))
      setAndPublish(windowId, { request, published: toPendingUser(tab) })
    const latest = await queryHub({ ...tab, askedAt: deps.now() }, deps)
    if (isLatest())
      setAndPublish(windowId, { request, latest, published: toCurrentUser(latest, deps.virtualProxies) })
    return latest
  }
  const refresh = (): void => {
    if (deps.isPaused() || deps.sites().length === 0) return
    // A window that has just been closed has nothing to tell.
    for (const windowId of windows.keys()) query(windowId).catch(() => {})
  }

  return {
    handlers: {
      who({ windowId }) {
        stop ??= listenForChanges(deps.browser, refresh)
        windows.set(windowId, windows.get(windowId) ?? {})
        refresh()
      },
    },
    refresh,
    query,
    getLatest: windowId => windows.get(windowId)?.latest,
    republish() {
      for (const [windowId, { latest, ...watched }] of windows) {
        if (latest === undefined) continue
        windows.set(windowId, { ...watched, latest, published: toCurrentUser(latest, deps.virtualProxies) })
        // Under its name in the QMC its cookie may be found now.
        if (latest.status === 'user' && latest.sessionCookie === undefined) query(windowId).catch(() => {})
      }
      publish()
    },
    stop() {
      stop?.()
      stop = undefined
      windows.clear()
      publish()
    },
  }
}

interface TrackedWindow {
  /** The one asked last. */
  request?: object
  latest?: TabIdentity
  published?: CurrentUser
}

/** Whatever may change the answer; returns how to stop listening. */
function listenForChanges(
  { tabs, permissions }: CurrentUserTrackerDeps['browser'],
  refresh: () => void,
): () => void {
  const stops = [tabs.onShown(refresh), permissions.onAdded(refresh)]
  return () => {
    for (const stop of stops) stop()
  }
}

async function findHubTabInFront(
  windowId: number,
  { browser, sites }: CurrentUserTrackerDeps,
): Promise<HubTab | undefined> {
  const tab = await browser.tabs.findInFront(windowId)
  const hubLocation = locationOfTab(sites(), tab?.url)
  return tab && hubLocation && { tabId: tab.id, windowId, ...hubLocation }
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
