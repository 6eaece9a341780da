import browser, { type Tabs as Api } from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { hubTimeoutMs } from '#protocol/limits'

export interface Tab {
  id: number
  active: boolean
  /** Undefined when the host permission does not cover what it shows. */
  url?: string | undefined
}

export interface Tabs {
  inWindow(windowId: number): Promise<Tab[]>
  /**
   * Shows an address, in a tab or in a new one of the window, and waits until its loading has ended, well or badly.
   * Throws TAB_CLOSED when the tab goes away, HUB_UNREACHABLE after {@link hubTimeoutMs}, and the signal's reason.
   */
  show(address: string, where: { windowId: number; tab?: Tab | undefined }, signal: AbortSignal): Promise<Tab>
}

export const tabs: Tabs = {
  async inWindow(windowId) {
    return (await browser.tabs.query({ windowId })).map(known)
  },

  async show(address, { windowId, tab }, signal) {
    const loading = watchLoading()
    try {
      const shown = tab === undefined ? await open(address, windowId) : await navigate(tab, address)
      await loading.endOf(shown, address, signal)
      return known(await browser.tabs.get(shown))
    } finally {
      loading.stop()
    }
  },
}

const open = async (url: string, windowId: number): Promise<number> =>
  idOf(await browser.tabs.create({ url, windowId }))

/** An address that is shown already must be loaded again; going to it might only move within the page. */
async function navigate(tab: Tab, url: string): Promise<number> {
  const isShown = tab.url?.split('#')[0] === url
  await browser.tabs.update(tab.id, isShown ? { active: true } : { active: true, url })
  if (isShown) await browser.tabs.reload(tab.id, { bypassCache: true })
  return tab.id
}

/** Listens from before the navigation, so that a page that loads at once is not missed. */
function watchLoading() {
  const complete = new Set<number>()
  const closed = new Set<number>()
  let changed = (): void => {}
  const onUpdated = (id: number, { status }: Api.OnUpdatedChangeInfoType): void => {
    if (status === 'loading') complete.delete(id)
    if (status === 'complete') complete.add(id)
    changed()
  }
  const onRemoved = (id: number): void => {
    closed.add(id)
    changed()
  }
  browser.tabs.onUpdated.addListener(onUpdated)
  browser.tabs.onRemoved.addListener(onRemoved)

  return {
    endOf: (id: number, hub: string, signal: AbortSignal): Promise<void> => {
      const waiting = AbortSignal.any([signal, AbortSignal.timeout(hubTimeoutMs)])
      return new Promise<void>((resolve, reject) => {
        changed = () => {
          if (closed.has(id)) reject(failure('TAB_CLOSED', { hub }))
          if (complete.has(id)) resolve()
        }
        waiting.addEventListener('abort', () =>
          reject(signal.aborted ? signal.reason : failure('HUB_UNREACHABLE', { hub, reason: tooSlow })),
        )
        if (waiting.aborted) reject(signal.reason)
        changed()
      })
    },
    stop: () => {
      browser.tabs.onUpdated.removeListener(onUpdated)
      browser.tabs.onRemoved.removeListener(onRemoved)
    },
  }
}

const tooSlow = `it was still loading after ${hubTimeoutMs / 1000} seconds`

const idOf = ({ id }: Api.Tab): number => {
  if (id === undefined) throw new Error('the browser opened a tab without an id')
  return id
}

const known = (tab: Api.Tab): Tab => ({ id: idOf(tab), active: tab.active, url: tab.url })
