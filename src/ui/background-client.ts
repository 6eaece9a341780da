import * as v from 'valibot'
import browser, { type Runtime } from 'webextension-polyfill'
import type { Intent } from '#shared/intents'
import { PageMessageSchema, pagePortName, type State, withChange } from '#shared/state'
import { setInvocation } from './command-start.ts'
import { setCatalogue } from './i18n.ts'
import { loadMessages } from './load-messages.ts'

/** The window of the page and its active tab. */
export interface PageContext {
  windowId: number
  isPrivate?: boolean
  tabUrl?: string
  /** The cookie store of the tab, if it is in a container of Firefox. */
  containerStoreId?: string
}

/** The browser functions that every page uses. */
export interface BackgroundClient {
  /** Calls back with every published state until the returned function is called. */
  onState(callback: (state: State) => void): () => void
  send(intent: Intent): void
  /**
   * Sends an intent now and to every restarted background. A later intent of the same kind replaces
   * it.
   */
  subscribe(intent: Intent): void
  /** Must be called inside a user gesture, before anything is awaited. */
  requestPermission(origin: string): Promise<boolean>
  readPageContext(): Promise<PageContext>
}

/** Reports whether the page needs a connection, now and after every change. */
export type ConnectionDemand = (report: (isWanted: boolean) => void) => void

/** Stays connected unless `demand` says otherwise. Sending an intent always connects. */
export function connectToBackground(demand?: ConnectionDemand): BackgroundClient {
  const listeners = new Set<(state: State) => void>()
  let latest: State | undefined
  const port = createReconnectingPort(demand, message => {
    const { success, output } = v.safeParse(PageMessageSchema, message)
    if (!success) return
    latest = output.kind === 'state' ? output.state : latest && withChange(latest, output.change)
    if (latest?.companion.status === 'ready') setInvocation(latest.companion.invocation)
    if (latest !== undefined) for (const listener of listeners) listener(latest)
  })
  return {
    onState: callback => {
      listeners.add(callback)
      if (latest !== undefined) callback(latest)
      return () => listeners.delete(callback)
    },
    send: port.post,
    subscribe: port.keepPosting,
    requestPermission: origin => browser.permissions.request({ origins: [origin] }).catch(() => false),
    readPageContext,
  }
}

/**
 * Uses the language that the tester or the browser has chosen for the extension. A process that Chromium starts
 * right after the installation may never report it (measured on Chromium 156); then the browser's
 * language is used.
 */
export async function initI18n(): Promise<void> {
  const browserLanguage = browser.i18n.getUILanguage()
  const { language, messages } = await loadMessages(
    localStorage.getItem('language') || browser.i18n.getMessage('language') || browserLanguage,
    localStorage,
  )
  setCatalogue(messages, language, browserLanguage)
  document.documentElement.lang = language
}

async function readPageContext(): Promise<PageContext> {
  const [window, [tab]] = await Promise.all([
    browser.windows.getCurrent(),
    browser.tabs.query({ active: true, currentWindow: true }),
  ])
  const { url, cookieStoreId } = tab ?? {}
  return {
    windowId: window.id ?? browser.windows.WINDOW_ID_CURRENT,
    isPrivate: window.incognito,
    ...(url === undefined ? {} : { tabUrl: url }),
    ...(cookieStoreId?.includes('container') ? { containerStoreId: cookieStoreId } : {}),
  }
}

/** Creates a port that reconnects when the worker stops. Connecting wakes the worker. */
function createReconnectingPort(demand: ConnectionDemand | undefined, onMessage: (message: unknown) => void) {
  let port: Runtime.Port | undefined
  let failures = 0
  let isWanted = true
  const subscriptions = new Map<string, Intent>()

  function connect(): Runtime.Port {
    const connected = browser.runtime.connect({ name: pagePortName })
    connected.onMessage.addListener(message => {
      failures = 0
      onMessage(message)
    })
    connected.onDisconnect.addListener(() => {
      port = undefined
      // Reconnect immediately after a working connection, and with growing delays if nobody
      // answers.
      setTimeout(
        () => isWanted && getPort(),
        failures === 0 ? 0 : Math.min(50 * 2 ** failures, maxReconnectDelayMs),
      )
      failures += 1
    })
    for (const intent of subscriptions.values()) connected.postMessage(intent)
    port = connected
    return connected
  }

  const getPort = (): Runtime.Port => port ?? connect()
  connect()
  demand?.(now => {
    isWanted = now
    if (now) getPort()
    else port?.disconnect()
    // The side that disconnects gets no disconnect event.
    if (!now) port = undefined
  })
  const post = (intent: Intent) => getPort().postMessage(intent)
  return {
    post,
    keepPosting: (intent: Intent) => {
      post(intent)
      subscriptions.set(intent.intent, intent)
    },
  }
}

const maxReconnectDelayMs = 5000
