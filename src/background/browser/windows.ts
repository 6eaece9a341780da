import browser, { type Windows as Api, type Tabs } from 'webextension-polyfill'
import { combineUnsubscribes, subscribe } from './subscribe.ts'

export interface BrowserWindow {
  id: number
  isPrivate: boolean
  /** The empty tab of a window that was just opened. */
  blankTab?: number | undefined
}

/** Describes a window and its tabs, as far as the host permissions reveal them. */
export interface OpenWindow extends BrowserWindow {
  isFocused: boolean
  tabs: { id: number; active: boolean; url?: string | undefined }[]
}

/**
 * Controls the windows. All private windows share one cookie store, separate from that of normal
 * windows.
 */
export interface Windows {
  /** Returns whether the user has allowed the extension in private windows. */
  isPrivateAllowed(): Promise<boolean>
  list(): Promise<OpenWindow[]>
  openPrivate(address: string): Promise<BrowserWindow>
  /** Brings the window to the front. */
  focus(id: number): Promise<void>
  /**
   * Calls the listener when tabs or windows are closed or have loaded. Returns a function that
   * stops listening.
   */
  onChanged(listener: () => void): () => void
  /**
   * Calls the listener when no window of the browser has the focus. Returns a function that stops
   * listening.
   */
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
