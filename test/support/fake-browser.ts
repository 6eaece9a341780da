import type { Intent } from '#shared/intents'
import { type State, withChange } from '#shared/state'
import type { TabBadge, TabBadges } from '../../src/background/browser/badges.ts'
import type { BrowserPorts } from '../../src/background/browser/index.ts'
import type { PagePort as OpenPage } from '../../src/background/browser/page-ports.ts'
import type { LocalStorage, ManagedStorage, SessionItem } from '../../src/background/browser/storage.ts'
import { type StoredCookie, toCookieKey } from '../../src/background/browser/stored-cookie.ts'

/**
 * The background's browser in memory: one window without tabs, one cookie store, a hub at {@link hub}. What the ports do in
 * a real browser is proved end to end; here they let a test look at moments that it could not hold still there.
 */
export class FakeBrowser {
  readonly hub = 'https://qlik.test'
  readonly cookieJar = new Map<string, StoredCookie>()
  hasPermission = true
  /** The keyboard is in the window, which it is not while the browser asks something. */
  isFocused = true
  /** Who `/qps/user` says is signed in. */
  user = { userDirectory: 'DOMAIN', userId: 'User1' }
  /** The tab in front. */
  activeTab: { id: number; active: boolean; url?: string } | undefined
  lastRequestAt: number | undefined
  readonly reloadedTabs: number[] = []
  readonly #onAdded = new Set<() => void>()
  readonly #onLeft = new Set<() => void>()
  readonly #onShown = new Set<() => void>()

  readonly ports: BrowserPorts = {
    cookies: {
      getStoreIdOfWindow: async () => '0',
      getStoreIdOfTab: async () => '0',
      getSentTo: async () => [...this.cookieJar.values()],
      getWinning: async name => [...this.cookieJar.values()].find(cookie => cookie.name === name),
      getAllNamed: async name => [...this.cookieJar.values()].filter(cookie => cookie.name === name),
      set: async cookie => void this.cookieJar.set(toCookieKey(cookie), cookie),
      expire: async cookie => void this.cookieJar.delete(toCookieKey(cookie)),
    },
    tabs: {
      listInWindow: async () => [],
      findInFront: async () => this.activeTab,
      onShown: listener => {
        this.#onShown.add(listener)
        return () => void this.#onShown.delete(listener)
      },
      reload: async id => {
        this.reloadedTabs.push(id)
        return { id, active: true, url: this.activeTab?.url }
      },
      close: async () => {},
      find: async id => ({ id, active: true, windowId: 1, url: `${this.hub}/hub/` }),
      show: async address => ({ id: 1, active: true, url: address }),
      waitUntilLoaded: async (id, address) => ({ id, active: true, url: address }),
    },
    tabScripting: {
      readDocument: async () => ({ url: `${this.hub}/hub/`, title: 'Hub', status: 200 }),
      fetchInTab: async () => ({ status: 200, body: JSON.stringify(this.user) }),
      listFrames: async () => [],
      getLastRequestTime: async () => this.lastRequestAt,
    },
    windows: {
      isPrivateAllowed: async () => true,
      list: async () => [{ id: 1, isPrivate: false, isFocused: this.isFocused, tabs: [] }],
      openPrivate: async () => ({ id: 2, isPrivate: true }),
      focus: async () => {},
      onChanged: () => () => {},
      onFocusLost: listener => {
        this.#onLeft.add(listener)
        return () => void this.#onLeft.delete(listener)
      },
    },
    permissions: {
      has: async () => this.hasPermission,
      onAdded: listener => {
        this.#onAdded.add(listener)
        return () => void this.#onAdded.delete(listener)
      },
    },
  }

  /** A cookie of ours or anybody's, host-only at a path. */
  createCookie(value: string, path = '/', name = 'X-Qlik-Session'): StoredCookie {
    const place = { domain: 'qlik.test', hostOnly: true, path, url: `${this.hub}${path}` }
    return { name, value, ...place, secure: true, httpOnly: true, sameSite: 'unspecified' }
  }

  /** The user goes to another page, or another tab. */
  navigateTo(url: string | undefined): void {
    this.activeTab = url === undefined ? undefined : { id: 1, active: true, url }
    for (const tell of this.#onShown) tell()
  }

  /** The keyboard is in no window of the browser, if only for a moment. */
  blurWindows(): void {
    for (const tell of this.#onLeft) tell()
  }

  /** The user says yes to a permission prompt. */
  grantPermission(): void {
    this.hasPermission = true
    for (const tell of this.#onAdded) tell()
  }
}

/** What the toolbar button shows on each tab, and how often it was set. */
export class FakeTabBadges implements TabBadges {
  readonly shown = new Map<number, TabBadge>()
  writeCount = 0
  set = async (tabId: number, badge: TabBadge | undefined): Promise<void> => {
    this.writeCount += 1
    if (badge === undefined) this.shown.delete(tabId)
    else this.shown.set(tabId, badge)
  }
}

/** What `storage.session` holds, with copies at both ends as in a browser. */
export class FakeSessionItem implements SessionItem {
  constructor(public value?: unknown) {}
  load = async (): Promise<unknown> => structuredClone(this.value)
  save = async (value: unknown): Promise<void> => {
    this.value = structuredClone(value)
  }
}

/** What `storage.local` holds, with copies at both ends as in a browser. */
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

/** What an administrator has set. */
export class FakeManagedStorage implements ManagedStorage {
  #changed = (): void => {}

  constructor(private policy: unknown = {}) {}
  load = async (): Promise<unknown> => structuredClone(this.policy)
  onChanged = (listener: () => void): void => {
    this.#changed = listener
  }
  set(policy: unknown): void {
    this.policy = policy
    this.#changed()
  }
}

/** A page that is open, with all states that it was shown. */
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
    if (latest === undefined) throw new Error('a page is told the whole state first')
    return latest
  }

  sendIntent(intent: Intent): void {
    this.#receive(intent)
  }

  close(): void {
    this.#closed()
  }
}
