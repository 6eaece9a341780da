import browser, { type Tabs as Api } from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { combineUnsubscribes, subscribe } from './subscribe.ts'
import { watchTabLoading } from './tab-loading.ts'

export interface Tab {
  id: number
  active: boolean
  windowId?: number | undefined
  /** Undefined when the host permission does not cover what it shows. */
  url?: string | undefined
}

/** All that wait throw TAB_CLOSED when the tab goes away, HUB_UNREACHABLE when it takes too long, the signal's reason. */
export interface Tabs {
  listInWindow(windowId: number): Promise<Tab[]>
  /** The one that the window's user looks at, or looked at before coming to a page of ours. */
  findInFront(windowId: number): Promise<Tab | undefined>
  /** Told when a tab comes to the front, goes away, or has loaded; returns how to stop listening. */
  onShown(listener: () => void): () => void
  /** Loads again what the tab shows, and waits as {@link show} does. */
  reload(id: number, address: string, signal: AbortSignal): Promise<Tab>
  /** Undefined when it has been closed. */
  find(id: number): Promise<Tab | undefined>
  /** Nothing happens when it is gone already. */
  close(id: number): Promise<void>
  /** Shows an address, in a tab or in a new one of the window, and waits until its loading has ended, well or badly. */
  show(address: string, where: { windowId: number; tab?: Tab | undefined }, signal: AbortSignal): Promise<Tab>
  /** The tab when it loads no more: at once, unless its page has gone on to another one. */
  waitUntilLoaded(id: number, address: string, signal: AbortSignal): Promise<Tab>
}

export const tabs: Tabs = {
  listInWindow: async windowId => (await browser.tabs.query({ windowId })).map(toTab),

  async findInFront(windowId) {
    const all = await browser.tabs.query({ windowId })
    const ownOrigin = browser.runtime.getURL('')
    const [front] = all
      .filter(({ url }) => url?.startsWith(ownOrigin) !== true)
      .toSorted((one, other) => getLastViewed(other) - getLastViewed(one))
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

  async reload(id, address, signal) {
    const tabLoad = watchTabLoading()
    try {
      await browser.tabs.reload(id)
      return toTab(await tabLoad.waitForLoad(id, address, signal))
    } finally {
      tabLoad.stop()
    }
  },

  find: id => browser.tabs.get(id).then(toTab, () => undefined),

  close: id => browser.tabs.remove(id).catch(() => {}),

  async show(address, { windowId, tab }, signal) {
    // Listening begins before the navigation, so that a page that loads at once is not missed.
    const tabLoad = watchTabLoading()
    try {
      const navigation = tab === undefined ? openTab(address, windowId) : navigate(tab, address)
      const id = await navigation.catch(thrown => rethrowUnlessGone(thrown, address, { windowId, tab }))
      return toTab(await tabLoad.waitForLoad(id, address, signal))
    } finally {
      tabLoad.stop()
    }
  },

  async waitUntilLoaded(id, address, signal) {
    const tabLoad = watchTabLoading()
    try {
      const tab = await browser.tabs.get(id).catch(() => undefined)
      if (tab === undefined) throw failure('TAB_CLOSED', { hub: address })
      return toTab(tab.status === 'complete' ? tab : await tabLoad.waitForLoad(id, address, signal))
    } finally {
      tabLoad.stop()
    }
  },
}

/**
 * Told, from the start of the worker on, when a tab shows something else. Not of cookies: a page that keeps setting one would
 * keep the worker from everything else.
 */
export function onTabsChanged(listener: () => void): void {
  browser.tabs.onUpdated.addListener((_, { status, url }) => {
    if (status !== undefined || url !== undefined) listener()
  })
}

const openTab = async (url: string, windowId: number): Promise<number> =>
  requireTabId(await browser.tabs.create({ url, windowId }))

/** An address that is shown already must be loaded again; going to it might only move within the page. */
async function navigate(tab: Tab, url: string): Promise<number> {
  const isShown = tab.url?.split('#')[0] === url.split('#')[0]
  await Promise.all([
    isShown ? browser.tabs.reload(tab.id, { bypassCache: true }) : browser.tabs.update(tab.id, { url }),
    tab.active || browser.tabs.update(tab.id, { active: true }),
  ])
  return tab.id
}

/** Throws TAB_CLOSED where there is nothing left to show it in: browsers say that each in words of their own. */
async function rethrowUnlessGone(
  thrown: unknown,
  hub: string,
  { windowId, tab }: { windowId: number; tab?: Tab | undefined },
): Promise<never> {
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

/** When; the one in front is looked at now. */
const getLastViewed = ({ active, lastAccessed = 0 }: Api.Tab): number => (active ? Infinity : lastAccessed)

const toTab = (tab: Api.Tab): Tab => ({
  id: requireTabId(tab),
  active: tab.active,
  windowId: tab.windowId,
  url: tab.url,
})
