import type { Intent } from '#shared/intents'
import { type State, withChange } from '#shared/state'
import type { TabBadge, TabBadges } from '../../src/background/browser/badges.ts'
import type { BrowserPorts } from '../../src/background/browser/index.ts'
import type { PagePort as OpenPage } from '../../src/background/browser/page-ports.ts'
import type { LocalStorage, ManagedStorage, SessionItem } from '../../src/background/browser/storage.ts'
import { type StoredCookie, toCookieKey } from '../../src/background/browser/stored-cookie.ts'

/**
 * Simulates the browser in memory: one window without tabs, one cookie store, and a hub at {@link
 * hub}. Ports without a simulation throw until a test sets them. The browser tests cover the real
 * ports.
 */
export class FakeBrowser {
  readonly hub = 'https://qlik.test'
  readonly cookieJar = new Map<string, StoredCookie>()
  hasPermission = true
  /** Whether the window has the focus. A permission prompt takes it away. */
  isFocused = true
  /** The user whom `/qps/user` reports. */
  user = { userDirectory: 'DOMAIN', userId: 'User1' }
  /** The tab in front. */
  activeTab: { id: number; active: boolean; url?: string } | undefined
  lastRequestAt: number | undefined
  /** What scripts of the page see. */
  visibleCookies = ''
  readonly reloadedTabs: number[] = []
  readonly #onWindowsChanged = new Set<() => void>()
  readonly #onPermissionAdded = new Set<() => void>()
  readonly #onFocusLost = new Set<() => void>()
  readonly #onTabShown = new Set<() => void>()

  readonly ports: BrowserPorts = {
    cookies: {
      getStoreIdOfWindow: async () => '0',
      getStoreIdOfTab: async () => '0',
      hasStore: async () => true,
      getSentTo: async () => [...this.cookieJar.values()],
      getWinning: async name => [...this.cookieJar.values()].find(cookie => cookie.name === name),
      getAllNamed: async name => [...this.cookieJar.values()].filter(cookie => cookie.name === name),
      set: async cookie => void this.cookieJar.set(toCookieKey(cookie), cookie),
      expire: async cookie => void this.cookieJar.delete(toCookieKey(cookie)),
    },
    tabs: {
      listInWindow: async () => [],
      findInFront: async () => this.activeTab,
      onShown: listener => addListener(this.#onTabShown, listener),
      reload: async id => {
        this.reloadedTabs.push(id)
        return { id, active: true, url: this.activeTab?.url }
      },
      close: notSet('tabs.close'),
      find: async id => ({ id, active: true, windowId: 1, url: `${this.hub}/hub/` }),
      show: async address => ({ id: 1, active: true, url: address }),
      waitUntilLoaded: notSet('tabs.waitUntilLoaded'),
    },
    tabScripting: {
      readDocument: async () => ({ url: `${this.hub}/hub/`, title: 'Hub', status: 200 }),
      fetchInTab: async () => ({ status: 200, body: JSON.stringify(this.user) }),
      listFrames: async () => [],
      getLastRequestTime: async () => this.lastRequestAt,
      readVisibleCookies: async () => this.visibleCookies,
    },
    windows: {
      isPrivateAllowed: notSet('windows.isPrivateAllowed'),
      list: async () => [{ id: 1, isPrivate: false, isFocused: this.isFocused, tabs: [] }],
      openPrivate: notSet('windows.openPrivate'),
      focus: notSet('windows.focus'),
      onChanged: listener => addListener(this.#onWindowsChanged, listener),
      onFocusLost: listener => addListener(this.#onFocusLost, listener),
    },
    containers: {
      findInFront: async () => undefined,
      open: async () => undefined,
      has: async () => false,
    },
    probes: {
      withTab: notSet('probes.withTab'),
      withPrivateWindow: notSet('probes.withPrivateWindow'),
      readHeaders: notSet('probes.readHeaders'),
      addForeignFrame: notSet('probes.addForeignFrame'),
      markVisit: notSet('probes.markVisit'),
      closeLeft: async () => {},
    },
    permissions: {
      has: async () => this.hasPermission,
      onAdded: listener => addListener(this.#onPermissionAdded, listener),
    },
  }

  /** Returns a host-only cookie with a path. */
  createCookie(value: string, path = '/', name = 'X-Qlik-Session'): StoredCookie {
    const place = { domain: 'qlik.test', hostOnly: true, path, url: `${this.hub}${path}` }
    return { name, value, ...place, secure: true, httpOnly: true, sameSite: 'unspecified' }
  }

  /** Shows another page or another tab in front. */
  navigateTo(url: string | undefined): void {
    this.activeTab = url === undefined ? undefined : { id: 1, active: true, url }
    for (const notify of this.#onTabShown) notify()
  }

  /** Takes the focus from all windows, if only for a moment. */
  blurWindows(): void {
    for (const notify of this.#onFocusLost) notify()
  }

  /** Grants the permission of a prompt. */
  grantPermission(): void {
    this.hasPermission = true
    for (const notify of this.#onPermissionAdded) notify()
  }
}

function addListener(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Returns a port that throws its name, so that a test notices that it has to set it. */
const notSet = (name: string) => (): never => {
  throw new Error(`The fake browser does not simulate ${name}: set it in the test.`)
}

/** Records the badge of each tab, and how often badges were set. */
export class FakeTabBadges implements TabBadges {
  readonly shown = new Map<number, TabBadge>()
  writeCount = 0
  set = async (tabId: number, badge: TabBadge | undefined): Promise<void> => {
    this.writeCount += 1
    if (badge === undefined) this.shown.delete(tabId)
    else this.shown.set(tabId, badge)
  }
}

/** Simulates `storage.session`, which copies values when they are read and written. */
export class FakeSessionItem implements SessionItem {
  constructor(public value?: unknown) {}
  load = async (): Promise<unknown> => structuredClone(this.value)
  save = async (value: unknown): Promise<void> => {
    this.value = structuredClone(value)
  }
}

/** Simulates `storage.local`, which copies values when they are read and written. */
export class FakeLocalStorage implements LocalStorage {
  readonly #values: Map<string, unknown>

  constructor(values: Record<string, unknown> = {}) {
    this.#values = new Map(Object.entries(structuredClone(values)))
  }
  load = async (key: string): Promise<unknown> => structuredClone(this.#values.get(key))
  save = async (key: string, value: unknown): Promise<void> => {
    this.#values.set(key, structuredClone(value))
  }
  remove = async (key: string): Promise<void> => void this.#values.delete(key)
  keys = async (): Promise<string[]> => [...this.#values.keys()]
}

/** Simulates the settings of an administrator. */
export class FakeManagedStorage implements ManagedStorage {
  #changed = (): void => {}

  constructor(public policy: unknown = {}) {}
  load = async (): Promise<unknown> => structuredClone(this.policy)
  onChanged = (listener: () => void): void => {
    this.#changed = listener
  }
  set(policy: unknown): void {
    this.policy = policy
    this.#changed()
  }
}

/** Simulates an open page and records every state that it has received. */
export class FakePage {
  readonly states: State[] = []
  #receive = (_: unknown): void => {}
  #closed = (): void => {}

  readonly port: OpenPage = {
    send: message => {
      const state = message.kind === 'state' ? message.state : withChange(this.#latest(), message.change)
      this.states.push(structuredClone(state))
    },
    onMessage: listener => {
      this.#receive = listener
    },
    onClosed: listener => {
      this.#closed = listener
    },
  }

  get state(): State | undefined {
    return this.states.at(-1)
  }

  #latest(): State {
    const latest = this.state
    if (latest === undefined) throw new Error('a page receives the whole state first')
    return latest
  }

  sendIntent(intent: Intent): void {
    this.#receive(intent)
  }

  close(): void {
    this.#closed()
  }
}
