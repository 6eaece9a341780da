import * as v from 'valibot'
import browser, { type Runtime } from 'webextension-polyfill'
import type { Intent } from '#shared/intents'
import { pagePortName } from '#shared/page-port'
import { PageMessageSchema, type State, withChange } from '#shared/state'
import { type Lookup, speakWith, text } from './texts.ts'

/** Where the page stands: its window and what the tab in front of it shows. */
export interface Here {
  windowId: number
  isPrivate?: boolean
  tabUrl?: string
}

/** All that a page knows of the browser. */
export interface Link {
  /** Calls back with every state that the background publishes, until the answer is called. */
  onState(callback: (state: State) => void): () => void
  ask(intent: Intent): void
  /** Asks now, and again of each background that is started while the page is open. The last of a kind counts. */
  keepAsking(intent: Intent): void
  /** Must be called inside the user's gesture, before anything is awaited. */
  requestPermission(origin: string): Promise<boolean>
  here(): Promise<Here>
}

/** Tells a listener whether the page wants to be connected, now and whenever that changes. */
export type Wanted = (tell: (isWanted: boolean) => void) => void

/** Connected all the time unless told when; what is asked connects in any case. */
export function browserLink(wanted?: Wanted): Link {
  const listeners = new Set<(state: State) => void>()
  let latest: State | undefined
  const port = lastingPort(wanted, message => {
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
    ask: port.post,
    keepAsking: port.keepPosting,
    requestPermission: origin => browser.permissions.request({ origins: [origin] }).catch(() => false),
    here,
  }
}

/** From now on in the browser's own language; in English where there are no texts of it. */
export async function speakAsBrowser(): Promise<void> {
  const language = browser.i18n.getUILanguage()
  speakWith(await textsIn(language), language)
  document.documentElement.lang = text('language')
}

/**
 * A process that Chromium starts right after the installation may have no texts at all, for as long as it lives (measured on
 * Chromium 156): then they come from the extension's files.
 */
async function textsIn(language: string): Promise<Lookup> {
  if (browser.i18n.getMessage('extensionDescription') !== '')
    return (key, values) => browser.i18n.getMessage(key, values)
  return import('./texts-of-files.ts').then(module => module.textsOfFiles(language))
}

async function here(): Promise<Here> {
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
function lastingPort(wanted: Wanted | undefined, receive: (message: unknown) => void) {
  let port: Runtime.Port | undefined
  let failures = 0
  let isWanted = true
  const lasting = new Map<string, Intent>()

  function connect(): Runtime.Port {
    const connected = browser.runtime.connect({ name: pagePortName })
    connected.onMessage.addListener(message => {
      failures = 0
      receive(message)
    })
    connected.onDisconnect.addListener(() => {
      port = undefined
      // At once after a connection that spoke; with growing pauses while nobody answers at all.
      setTimeout(
        () => isWanted && current(),
        failures === 0 ? 0 : Math.min(50 * 2 ** failures, longestPauseMs),
      )
      failures += 1
    })
    for (const intent of lasting.values()) connected.postMessage(intent)
    port = connected
    return connected
  }

  const current = (): Runtime.Port => port ?? connect()
  connect()
  wanted?.(now => {
    isWanted = now
    if (now) current()
    else port?.disconnect()
    // Who ends a port hears nothing of its end.
    if (!now) port = undefined
  })
  const post = (intent: Intent) => current().postMessage(intent)
  return {
    post,
    keepPosting: (intent: Intent) => {
      post(intent)
      lasting.set(intent.intent, intent)
    },
  }
}

const longestPauseMs = 5000
