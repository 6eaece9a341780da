import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { parseOrUndefined } from '#shared/util'
import { openSessionItem } from './storage.ts'
import { type TabLoadWatcher, watchTabLoading } from './tab-loading.ts'
import { runScript } from './tab-scripting.ts'

const HeadersSchema = v.object({
  status: v.number(),
  cacheControl: v.string(),
  frameOptions: v.string(),
  policy: v.string(),
})

const VisitSchema = v.object({
  wasMarked: v.boolean(),
  /** Bytes of the answer that came over the network; undefined if the browser does not tell. */
  transferred: v.optional(v.number()),
})

/** What caches and frames may do with an answer. A header that is missing is empty. */
export type AnswerHeaders = v.InferOutput<typeof HeadersSchema>

/** How the browser got the page of a tab. A page that is marked was kept with everything in it. */
export type PageVisit = v.InferOutput<typeof VisitSchema>

/**
 * Asks in tabs and windows of its own, which it closes again. Methods that wait throw TAB_CLOSED,
 * HUB_UNREACHABLE or the signal's reason. Those that run scripts return undefined if the browser
 * does not allow it.
 */
export interface Probes {
  /** Opens an address behind the tabs of a window, with the cookies of a tab. */
  withTab<T>(address: string, like: number, signal: AbortSignal, work: TabWork<T>): Promise<T>
  /** Opens an address in a new private window, behind the other windows. */
  withPrivateWindow<T>(address: string, signal: AbortSignal, work: TabWork<T>): Promise<T>
  /** Asks for the page in front of the tab again. The answer is not taken from a cache. */
  readHeaders(tabId: number, url: string): Promise<AnswerHeaders | undefined>
  /**
   * Adds a frame of another site, which has a frame with the address, and waits until both have
   * loaded. Returns false if the page allows no such frame.
   */
  addForeignFrame(tabId: number, url: string): Promise<boolean | undefined>
  /** Returns how the browser got the page, and marks it. */
  markVisit(tabId: number): Promise<PageVisit | undefined>
  /** Closes the tab that a worker has left open when the browser stopped it. Never rejects. */
  closeLeft(): Promise<void>
}

export type TabWork<T> = (tabId: number, steps: TabSteps) => Promise<T>

export interface TabSteps {
  show(address: string): Promise<void>
  goBack(): Promise<void>
}

export const probes: Probes = {
  async withTab(url, like, signal, work) {
    const { windowId, cookieStoreId } = await browser.tabs.get(like)
    // Only Firefox has stores of tabs, and only it takes one.
    const store = cookieStoreId === undefined ? {} : { cookieStoreId }
    return withWatcher(async watcher => {
      const { id } = await browser.tabs.create({
        url,
        active: false,
        ...store,
        ...(windowId && { windowId }),
      })
      return useTab(id, url, signal, watcher, work)
    })
  },

  withPrivateWindow: (url, signal, work) =>
    withWatcher(async watcher => {
      const opened = await browser.windows.create({ incognito: true, focused: false, url })
      return useTab(opened.tabs?.[0]?.id, url, signal, watcher, work)
    }),

  readHeaders: async (tabId, url) => parseOrUndefined(HeadersSchema, await run(tabId, fetchHeaders, [url])),
  addForeignFrame: async (tabId, url) =>
    parseOrUndefined(v.boolean(), await run(tabId, frameFromOtherSite, [url])),
  markVisit: async tabId => parseOrUndefined(VisitSchema, await run(tabId, describeVisit, [])),
  async closeLeft() {
    const id = parseOrUndefined(v.number(), await openTab.load().catch(() => undefined))
    if (id !== undefined) await close(id)
  },
}

/** The tab in use, for a later worker. One is open at a time. The browser never gives its id again. */
const openTab = openSessionItem('probeTab')

/** The last tab of a private window closes the window, too. */
async function close(id: number): Promise<void> {
  await browser.tabs.remove(id).catch(() => {})
  await openTab.save(undefined).catch(() => {})
}

const run = async (tabId: number, func: (...args: string[]) => unknown, args: string[]): Promise<unknown> =>
  (await runScript({ tabId }, func, args))[0]?.result

async function withWatcher<T>(work: (watcher: TabLoadWatcher) => Promise<T>): Promise<T> {
  const watcher = watchTabLoading()
  try {
    return await work(watcher)
  } finally {
    watcher.stop()
  }
}

/** Closes the tab whatever happens. */
async function useTab<T>(
  id: number | undefined,
  address: string,
  signal: AbortSignal,
  watcher: TabLoadWatcher,
  work: TabWork<T>,
): Promise<T> {
  if (id === undefined) throw new Error('the browser opened a tab without an id')
  const wait = () => watcher.waitForLoad(id, address, signal)
  try {
    await openTab.save(id).catch(() => {})
    await wait()
    return await work(id, {
      async show(url) {
        await browser.tabs.update(id, { url })
        await wait()
      },
      async goBack() {
        // tabs.goBack skips pages without a click, as the button Back does (measured on Chromium 156).
        if ((await run(id, goBackInPage, [])) !== true) throw new Error('the tab has no page to go back to')
        await wait()
      },
    })
  } finally {
    await close(id)
  }
}

// The functions below run in the page. They cannot use anything of this file, and the worker's
// types lack the document.
interface PageElement {
  src: string
  hidden: boolean
  onload: () => void
}
declare const history: { length: number; back(): void }
declare const document: {
  createElement(name: string): PageElement
  documentElement: { append(element: PageElement): void }
  addEventListener(type: string, listener: (event: { effectiveDirective: string }) => void): void
}

async function fetchHeaders(url: string): Promise<unknown> {
  const { status, headers } = await fetch(url, { credentials: 'include', cache: 'no-store' })
  const get = (name: string) => (headers.get(name) ?? '').slice(0, 2_000)
  return {
    status,
    cacheControl: get('cache-control'),
    frameOptions: get('x-frame-options'),
    policy: get('content-security-policy'),
  }
}

/**
 * A `data:` page is of another site than any other (HTML, opaque origins), so what it frames is
 * cross-site too. Its load waits for that of its frame, also if the browser refuses to show it.
 */
function frameFromOtherSite(url: string): Promise<boolean> {
  return new Promise(resolve => {
    const frame = document.createElement('iframe')
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      if (effectiveDirective.startsWith('frame-src')) resolve(false)
    })
    frame.hidden = true
    frame.onload = () => resolve(true)
    frame.src = `data:text/html,${encodeURIComponent(`<iframe src="${url}"></iframe>`)}`
    document.documentElement.append(frame)
  })
}

function goBackInPage(): unknown {
  if (history.length < 2) return false
  history.back()
  return true
}

function describeVisit(): unknown {
  const [navigation] = performance.getEntriesByType('navigation')
  const wasMarked = Reflect.has(globalThis, 'hubpassVisit')
  Reflect.set(globalThis, 'hubpassVisit', true)
  return {
    wasMarked,
    transferred:
      navigation !== undefined && 'transferSize' in navigation ? navigation.transferSize : undefined,
  }
}
