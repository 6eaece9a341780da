import type { Site } from '#protocol/site'
import { placeOfTab } from '#shared/tab'
import type { Who } from '#shared/who'
import type { BrowserPorts } from '../browser/index.ts'
import type { HandlersOf } from '../handlers.ts'
import type { KnownVirtualProxies } from '../virtual-proxies.ts'
import { describe } from './describe.ts'
import { type HubTab, type LookTools, look, type Seen } from './look.ts'

/** Who is signed in in front of each window that a page was opened in. */
export interface WhoAmI {
  handlers: HandlersOf<'who'>
  /** Asks again everywhere, because something may have changed. */
  refresh(): void
  /** Asks again and resolves to what was seen; undefined for a tab that shows no hub. */
  ask(windowId: number): Promise<Seen | undefined>
  /** What was seen last. */
  seen(windowId: number): Seen | undefined
  /** Tells it again with what has become known of virtual proxies meanwhile. */
  tellAgain(): void
  /** When no page is open any more. */
  rest(): void
}

export interface WhoTools extends LookTools {
  browser: LookTools['browser'] & Pick<BrowserPorts, 'tabs'>
  virtualProxies: Pick<KnownVirtualProxies, 'find' | 'want'>
  sites(): readonly Site[]
  /** While a run goes on the truth is in flux, and the run asks itself. */
  isBusy(): boolean
  publish(who: Who[]): void
  now(): number
}

export function createWho(tools: WhoTools): WhoAmI {
  const windows = new Map<number, Watched>()
  let stop: (() => void) | undefined

  const publish = (): void => tools.publish([...windows.values()].flatMap(({ told }) => told ?? []))
  const tell = (windowId: number, watched: Watched): void => {
    windows.set(windowId, watched)
    publish()
  }
  /** A question that was overtaken by a later one, or that nobody waits for any more, has no say. */
  async function ask(windowId: number): Promise<Seen | undefined> {
    const question = {}
    const before = windows.get(windowId)
    windows.set(windowId, { ...before, question })
    const isLatest = (): boolean => windows.get(windowId)?.question === question
    const tab = await hubInFront(windowId, tools)
    if (tab === undefined) {
      if (isLatest()) tell(windowId, { question, told: { status: 'notHub', windowId } })
      return undefined
    }
    // Nobody asks any more when the last page has been closed: that must not start the companion again.
    if (isLatest()) tools.virtualProxies.want(tab.site.id)
    if (isLatest() && !isAbout(before?.told, tab)) tell(windowId, { question, told: asking(tab) })
    const seen = await look({ ...tab, askedAt: tools.now() }, tools)
    if (isLatest()) tell(windowId, { question, seen, told: describe(seen, tools.virtualProxies) })
    return seen
  }
  const refresh = (): void => {
    if (tools.isBusy() || tools.sites().length === 0) return
    // A window that has just been closed has nothing to tell.
    for (const windowId of windows.keys()) ask(windowId).catch(() => {})
  }

  return {
    handlers: {
      who({ windowId }) {
        stop ??= listen(tools.browser, refresh)
        windows.set(windowId, windows.get(windowId) ?? {})
        refresh()
      },
    },
    refresh,
    ask,
    seen: windowId => windows.get(windowId)?.seen,
    tellAgain() {
      for (const [windowId, { seen, ...watched }] of windows) {
        if (seen === undefined) continue
        windows.set(windowId, { ...watched, seen, told: describe(seen, tools.virtualProxies) })
        // Under its name in the QMC its cookie may be found now.
        if (seen.status === 'user' && seen.held === undefined) ask(windowId).catch(() => {})
      }
      publish()
    },
    rest() {
      stop?.()
      stop = undefined
      windows.clear()
      publish()
    },
  }
}

interface Watched {
  /** The one asked last. */
  question?: object
  seen?: Seen
  told?: Who
}

/** Whatever may change the answer; returns how to stop listening. */
function listen({ tabs, permissions }: WhoTools['browser'], refresh: () => void): () => void {
  const stops = [tabs.onShown(refresh), permissions.onAdded(refresh)]
  return () => {
    for (const stop of stops) stop()
  }
}

async function hubInFront(windowId: number, { browser, sites }: WhoTools): Promise<HubTab | undefined> {
  const tab = await browser.tabs.inFront(windowId)
  const place = placeOfTab(sites(), tab?.url)
  return tab && place && { tabId: tab.id, windowId, ...place }
}

const isAbout = (told: Who | undefined, { site, prefix }: HubTab): boolean =>
  told !== undefined && told.status !== 'notHub' && told.site === site.id && told.prefix === prefix

const asking = ({ windowId, site, prefix }: HubTab): Who => ({
  status: 'asking',
  windowId,
  site: site.id,
  prefix,
})
