import * as v from 'valibot'
import browser, { type Runtime } from 'webextension-polyfill'
import type { Intent } from '#shared/intents'
import { PageMessageSchema, pagePortName, type State, withChange } from '#shared/state'
import { setCatalogue } from './i18n.ts'
import { loadMessages } from './load-messages.ts'

/** Where the page stands: its window and what the tab in front of it shows. */
export interface PageContext {
  windowId: number
  isPrivate?: boolean
  tabUrl?: string
}

/** All that a page knows of the browser. */
export interface BackgroundClient {
  /** Calls back with every state that the background publishes, until the answer is called. */
  onState(callback: (state: State) => void): () => void
  send(intent: Intent): void
  /** Asks now, and again of each background that is started while the page is open. The last of a kind counts. */
  subscribe(intent: Intent): void
  /** Must be called inside the user's gesture, before anything is awaited. */
  requestPermission(origin: string): Promise<boolean>
  readPageContext(): Promise<PageContext>
}

/** Tells a listener whether the page wants to be connected, now and whenever that changes. */
export type ConnectionDemand = (tell: (isWanted: boolean) => void) => void

/** Connected all the time unless told when; what is asked connects in any case. */
export function connectToBackground(demand?: ConnectionDemand): BackgroundClient {
  const listeners = new Set<(state: State) => void>()
  let latest: State | undefined
  const port = createReconnectingPort(demand, message => {
    const { success, output } = v.safeParse(PageMessageSchema, message)
    if (!success) return
    latest = output.kind === 'state' ? output.state : latest && withChange(latest, output.change)
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
 * Speaks the language that the browser has chosen among ours. A process that Chromium starts right after the installation may not
 * tell it, for as long as it lives (measured on Chromium 156): then it is the browser's own.
 */
export async function initI18n(): Promise<void> {
  const browsers = browser.i18n.getUILanguage()
  const { language, messages } = await loadMessages(browser.i18n.getMessage('language') || browsers)
  setCatalogue(messages, language, browsers)
  document.documentElement.lang = language
}

async function readPageContext(): Promise<PageContext> {
  const [window, [tab]] = await Promise.all([
    browser.windows.getCurrent(),
    browser.tabs.query({ active: true, currentWindow: true }),
  ])
  return {
    windowId: window.id ?? browser.windows.WINDOW_ID_CURRENT,
    isPrivate: window.incognito,
    ...(tab?.url === undefined ? {} : { tabUrl: tab.url }),
  }
}

/** A port that connects again whenever the worker is stopped; connecting wakes it. */
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
      // At once after a connection that spoke; with growing pauses while nobody answers at all.
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
    // Who ends a port hears nothing of its end.
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
