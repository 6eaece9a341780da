import browser, { type Windows as Api, type Tabs } from 'webextension-polyfill'
import { combineUnsubscribes, subscribe } from './subscribe.ts'

export interface BrowserWindow {
  id: number
  isPrivate: boolean
  /** The tab of a window that has just been opened, which shows nothing yet. */
  blankTab?: number | undefined
}

/** A window with what its tabs show, as far as host permissions let us see it. */
export interface OpenWindow extends BrowserWindow {
  isFocused: boolean
  tabs: { id: number; active: boolean; url?: string | undefined }[]
}

/** Private windows share one store of cookies, apart from that of the normal ones. */
export interface Windows {
  /** Whether the browser lets us into private windows; its user decides. */
  isPrivateAllowed(): Promise<boolean>
  list(): Promise<OpenWindow[]>
  openPrivate(address: string): Promise<BrowserWindow>
  /** Brings it to the front. */
  focus(id: number): Promise<void>
  /** Told when tabs or windows come, go, or show something else; returns how to stop listening. */
  onChanged(listener: () => void): () => void
  /** Told when the keyboard leaves the browser's windows; returns how to stop listening. */
  onFocusLost(listener: () => void): () => void
}

export const windows: Windows = {
  isPrivateAllowed: () => browser.extension.isAllowedIncognitoAccess(),

  list: async () => (await browser.windows.getAll({ populate: true })).flatMap(toOpenWindows),

  async openPrivate(url) {
    const opened = await browser.windows.create({ incognito: true, url })
    const [window] = toOpenWindows(opened)
    if (window === undefined) throw new Error('the browser opened a window without an id')
    return { id: window.id, isPrivate: true, blankTab: window.tabs[0]?.id }
  },

  focus: async id => void (await browser.windows.update(id, { focused: true })),

  onChanged(listener) {
    const onUpdated = (_: number, { status }: Tabs.OnUpdatedChangeInfoType): void => {
      if (status === 'complete') listener()
    }
    return combineUnsubscribes(
      subscribe(listener, browser.windows.onRemoved, browser.tabs.onRemoved),
      subscribe(onUpdated, browser.tabs.onUpdated),
    )
  },

  onFocusLost(listener) {
    const onFocusChanged = (id: number): void => {
      if (id === browser.windows.WINDOW_ID_NONE) listener()
    }
    return subscribe(onFocusChanged, browser.windows.onFocusChanged)
  },
}

const toOpenWindows = ({ id, incognito, focused, tabs = [] }: Api.Window): OpenWindow[] =>
  id === undefined
    ? []
    : [
        {
          id,
          isPrivate: incognito,
          isFocused: focused,
          tabs: tabs.flatMap(tab =>
            tab.id === undefined ? [] : [{ id: tab.id, active: tab.active, url: tab.url }],
          ),
        },
      ]
