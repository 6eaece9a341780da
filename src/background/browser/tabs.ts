import browser, { type Tabs as Api } from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { watchLoading } from './loading.ts'

export interface Tab {
  id: number
  active: boolean
  /** Undefined when the host permission does not cover what it shows. */
  url?: string | undefined
}

/** All that wait throw TAB_CLOSED when the tab goes away, HUB_UNREACHABLE when it takes too long, the signal's reason. */
export interface Tabs {
  inWindow(windowId: number): Promise<Tab[]>
  /** Shows an address, in a tab or in a new one of the window, and waits until its loading has ended, well or badly. */
  show(address: string, where: { windowId: number; tab?: Tab | undefined }, signal: AbortSignal): Promise<Tab>
  /** The tab when it loads no more: at once, unless its page has gone on to another one. */
  settled(id: number, address: string, signal: AbortSignal): Promise<Tab>
}

export const tabs: Tabs = {
  inWindow: async windowId => (await browser.tabs.query({ windowId })).map(known),

  async show(address, { windowId, tab }, signal) {
    // Listening begins before the navigation, so that a page that loads at once is not missed.
    const loading = watchLoading()
    try {
      const id = tab === undefined ? await open(address, windowId) : await navigate(tab, address)
      return known(await loading.endOf(id, address, signal))
    } finally {
      loading.stop()
    }
  },

  async settled(id, address, signal) {
    const loading = watchLoading()
    try {
      const tab = await browser.tabs.get(id).catch(() => undefined)
      if (tab === undefined) throw failure('TAB_CLOSED', { hub: address })
      return known(tab.status === 'complete' ? tab : await loading.endOf(id, address, signal))
    } finally {
      loading.stop()
    }
  },
}

const open = async (url: string, windowId: number): Promise<number> =>
  idOf(await browser.tabs.create({ url, windowId }))

/** An address that is shown already must be loaded again; going to it might only move within the page. */
async function navigate(tab: Tab, url: string): Promise<number> {
  const isShown = tab.url?.split('#')[0] === url
  await Promise.all([
    isShown ? browser.tabs.reload(tab.id, { bypassCache: true }) : browser.tabs.update(tab.id, { url }),
    tab.active || browser.tabs.update(tab.id, { active: true }),
  ])
  return tab.id
}

const idOf = ({ id }: Api.Tab): number => {
  if (id === undefined) throw new Error('the browser opened a tab without an id')
  return id
}

const known = (tab: Api.Tab): Tab => ({ id: idOf(tab), active: tab.active, url: tab.url })
