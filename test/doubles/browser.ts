import type { BrowserPorts } from '../../src/background/browser/index.ts'
import type { LocalStorage } from '../../src/background/browser/local-storage.ts'
import type { ManagedStorage } from '../../src/background/browser/managed-storage.ts'
import type { Page as OpenPage } from '../../src/background/browser/pages.ts'
import type { Stored } from '../../src/background/browser/session-storage.ts'
import type { TabBadge, TabBadges } from '../../src/background/browser/tab-badges.ts'
import { placeOf, type StoredCookie } from '../../src/background/stored-cookie.ts'
import type { Intent } from '../../src/shared/intents.ts'
import { type State, withChange } from '../../src/shared/state.ts'

/**
 * The background's browser in memory: one window without tabs, one cookie store, a hub at {@link hub}. What the ports do in
 * a real browser is proved end to end; here they let a test look at moments that it could not hold still there.
 */
export class BrowserDouble {
  readonly hub = 'https://qlik.test'
  readonly jar = new Map<string, StoredCookie>()
  isAllowed = true
  /** The keyboard is in the window, which it is not while the browser asks something. */
  isFocused = true
  /** Who `/qps/user` says is signed in. */
  user = { userDirectory: 'DOMAIN', userId: 'User1' }
  /** The tab in front. */
  front: { id: number; active: boolean; url?: string } | undefined
  lastRequestAt: number | undefined
  readonly reloaded: number[] = []
  readonly #onAdded = new Set<() => void>()
  readonly #onLeft = new Set<() => void>()
  readonly #onShown = new Set<() => void>()

  readonly ports: BrowserPorts = {
    cookies: {
      storeOf: async () => '0',
      storeOfTab: async () => '0',
      sentTo: async () => [...this.jar.values()],
      sentFirst: async name => [...this.jar.values()].find(cookie => cookie.name === name),
      named: async name => [...this.jar.values()].filter(cookie => cookie.name === name),
      set: async cookie => void this.jar.set(placeOf(cookie), cookie),
      expire: async cookie => void this.jar.delete(placeOf(cookie)),
    },
    tabs: {
      inWindow: async () => [],
      inFront: async () => this.front,
      onShown: listener => {
        this.#onShown.add(listener)
        return () => void this.#onShown.delete(listener)
      },
      reload: async id => {
        this.reloaded.push(id)
        return { id, active: true, url: this.front?.url }
      },
      close: async () => {},
      find: async id => ({ id, active: true, windowId: 1, url: `${this.hub}/hub/` }),
      show: async address => ({ id: 1, active: true, url: address }),
      settled: async (id, address) => ({ id, active: true, url: address }),
    },
    pageInTab: {
      look: async () => ({ url: `${this.hub}/hub/`, title: 'Hub', status: 200 }),
      get: async () => ({ status: 200, body: JSON.stringify(this.user) }),
      frames: async () => [],
      lastRequestAt: async () => this.lastRequestAt,
    },
    windows: {
      mayUsePrivate: async () => true,
      all: async () => [{ id: 1, isPrivate: false, isFocused: this.isFocused, tabs: [] }],
      openPrivate: async () => ({ id: 2, isPrivate: true }),
      focus: async () => {},
      onChanged: () => () => {},
      onLeft: listener => {
        this.#onLeft.add(listener)
        return () => void this.#onLeft.delete(listener)
      },
    },
    permissions: {
      has: async () => this.isAllowed,
      onAdded: listener => {
        this.#onAdded.add(listener)
        return () => void this.#onAdded.delete(listener)
      },
    },
  }

  /** A cookie of ours or anybody's, host-only at a path. */
  cookie(value: string, path = '/', name = 'X-Qlik-Session'): StoredCookie {
    const place = { domain: 'qlik.test', hostOnly: true, path, url: `${this.hub}${path}` }
    return { name, value, ...place, secure: true, httpOnly: true, sameSite: 'unspecified' }
  }

  /** The user goes to another page, or another tab. */
  goTo(url: string | undefined): void {
    this.front = url === undefined ? undefined : { id: 1, active: true, url }
    for (const tell of this.#onShown) tell()
  }

  /** The keyboard is in no window of the browser, if only for a moment. */
  leave(): void {
    for (const tell of this.#onLeft) tell()
  }

  /** The user says yes to a permission prompt. */
  allow(): void {
    this.isAllowed = true
    for (const tell of this.#onAdded) tell()
  }
}

/** What the toolbar button shows on each tab, and how often it was set. */
export class TabBadgesDouble implements TabBadges {
  readonly shown = new Map<number, TabBadge>()
  settings = 0
  show = async (tabId: number, badge: TabBadge | undefined): Promise<void> => {
    this.settings += 1
    if (badge === undefined) this.shown.delete(tabId)
    else this.shown.set(tabId, badge)
  }
}

/** What `storage.session` holds, with copies at both ends as in a browser. */
export class StoredDouble implements Stored {
  constructor(public value?: unknown) {}
  load = async (): Promise<unknown> => structuredClone(this.value)
  save = async (value: unknown): Promise<void> => {
    this.value = structuredClone(value)
  }
}

/** What `storage.local` holds, with copies at both ends as in a browser. */
export class LocalStorageDouble implements LocalStorage {
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
export class ManagedStorageDouble implements ManagedStorage {
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
export class PageDouble {
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

  say(intent: Intent): void {
    this.#receive(intent)
  }

  close(): void {
    this.#closed()
  }
}
