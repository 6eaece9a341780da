import browser, { type Tabs as Api } from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { findTabInFront } from './front-tab.ts'
import { combineUnsubscribes, subscribe } from './subscribe.ts'
import { type TabLoadWatcher, watchTabLoading } from './tab-loading.ts'

export interface Tab {
  id: number
  active: boolean
  windowId?: number | undefined
  /** Undefined if the host permission does not cover the page. */
  url?: string | undefined
  title?: string | undefined
  /** In Firefox, where the tabs of one window may have different ones. */
  storeId?: string | undefined
}

/** Where to open an address: in a tab, or in a new tab of a window and, in Firefox, a container. */
export interface TabPlace {
  windowId: number
  tab?: Tab | undefined
  containerStoreId?: string | undefined
}

/**
 * Controls the tabs. Methods that wait throw TAB_CLOSED if the tab is closed, HUB_UNREACHABLE after
 * a timeout, or the signal's reason.
 */
export interface Tabs {
  listInWindow(windowId: number): Promise<Tab[]>
  /** Returns the tab that the user sees, or saw before switching to a page of ours. */
  findInFront(windowId: number): Promise<Tab | undefined>
  /**
   * Calls the listener when a tab is activated, closed or loaded. Returns a function that stops
   * listening.
   */
  onShown(listener: () => void): () => void
  /** Reloads the tab, and waits as {@link show} does. */
  reload(id: number, address: string, signal: AbortSignal): Promise<Tab>
  /** Returns undefined if the tab has been closed. */
  find(id: number): Promise<Tab | undefined>
  /** Does nothing if the tab has been closed already. */
  close(id: number): Promise<void>
  /**
   * Opens an address in a tab, or in a new tab, and waits until it has loaded, successfully or not.
   */
  show(address: string, place: TabPlace, signal: AbortSignal): Promise<Tab>
  /**
   * Returns the tab once it is not loading: at once, unless its page is being replaced by another.
   */
  waitUntilLoaded(id: number, address: string, signal: AbortSignal): Promise<Tab>
}

export const tabs: Tabs = {
  listInWindow: async windowId => (await browser.tabs.query({ windowId })).map(toTab),

  async findInFront(windowId) {
    const front = await findTabInFront(windowId)
    return front && toTab(front)
  },

  onShown(listener) {
    const onUpdated = (_: number, { status, url }: Api.OnUpdatedChangeInfoType): void => {
      if (status === 'complete' || url !== undefined) listener()
    }
    return combineUnsubscribes(
      subscribe(listener, browser.tabs.onActivated, browser.tabs.onRemoved),
      subscribe(onUpdated, browser.tabs.onUpdated),
    )
  },

  reload: (id, address, signal) =>
    withLoadWatcher(async watcher => {
      await browser.tabs.reload(id)
      return toTab(await watcher.waitForLoad(id, address, signal))
    }),

  find: id => browser.tabs.get(id).then(toTab, () => undefined),

  close: id => browser.tabs.remove(id).catch(() => {}),

  show: (address, place, signal) =>
    withLoadWatcher(async watcher => {
      const navigation = place.tab === undefined ? openTab(address, place) : navigate(place.tab, address)
      const id = await navigation.catch(thrown => rethrowUnlessGone(thrown, address, place))
      return toTab(await watcher.waitForLoad(id, address, signal))
    }),

  waitUntilLoaded: (id, address, signal) =>
    withLoadWatcher(async watcher => {
      const tab = await browser.tabs.get(id).catch(() => undefined)
      if (tab === undefined) throw failure('TAB_CLOSED', { hub: address })
      return toTab(tab.status === 'complete' ? tab : await watcher.waitForLoad(id, address, signal))
    }),
}

/** Watches tabs before the work navigates, so that a page that loads at once is not missed. */
async function withLoadWatcher(work: (watcher: TabLoadWatcher) => Promise<Tab>): Promise<Tab> {
  const watcher = watchTabLoading()
  try {
    return await work(watcher)
  } finally {
    watcher.stop()
  }
}

/**
 * Calls the listener when a tab shows another page. Must be registered when the worker starts.
 * Cookies are not observed: a page that keeps setting one would keep the worker busy.
 */
export function onTabsChanged(listener: () => void): void {
  browser.tabs.onUpdated.addListener((_, { status, url }) => {
    if (status !== undefined || url !== undefined) listener()
  })
}

const openTab = async (url: string, { windowId, containerStoreId }: TabPlace): Promise<number> =>
  requireTabId(
    await browser.tabs.create({
      url,
      windowId,
      ...(containerStoreId === undefined ? {} : { cookieStoreId: containerStoreId }),
    }),
  )

/**
 * Navigates the tab. Reloads an address that is already shown, because navigating might only move
 * within the page.
 */
async function navigate(tab: Tab, url: string): Promise<number> {
  const isShown = tab.url?.split('#')[0] === url.split('#')[0]
  await Promise.all([
    isShown ? browser.tabs.reload(tab.id, { bypassCache: true }) : browser.tabs.update(tab.id, { url }),
    tab.active || browser.tabs.update(tab.id, { active: true }),
  ])
  return tab.id
}

/**
 * Throws TAB_CLOSED if the tab or window has gone. Browsers report that with different messages.
 */
async function rethrowUnlessGone(thrown: unknown, hub: string, { windowId, tab }: TabPlace): Promise<never> {
  const lookup = tab === undefined ? browser.windows.get(windowId) : browser.tabs.get(tab.id)
  await lookup.catch(() => {
    throw failure('TAB_CLOSED', { hub })
  })
  throw thrown
}

const requireTabId = ({ id }: Api.Tab): number => {
  if (id === undefined) throw new Error('the browser opened a tab without an id')
  return id
}

const toTab = (tab: Api.Tab): Tab => ({
  id: requireTabId(tab),
  active: tab.active,
  windowId: tab.windowId,
  url: tab.url,
  title: tab.title,
  storeId: tab.cookieStoreId,
})
